/** @file Words that any science uses, and the sentences they stand in. */

/** Nouns of science in general: they say nothing about the class. */
export const genericWords = [
  "observations, measurements, field observations, laboratory experiments, numerical simulations",
  "statistical models, uncertainty, variability, long-term trends, baseline conditions",
  "boundary conditions, initial conditions, scaling laws, feedback loops, thresholds",
  "nonlinear dynamics, sampling bias, measurement errors, calibration, sensitivity tests",
  "control groups, theoretical predictions, empirical evidence, environmental factors, spatial patterns",
  "temporal patterns, seasonal cycles, extreme events, rare events, random fluctuations",
  "background levels, energy budgets, growth rates, energy transfer, resource limits",
  "external forcing, internal processes, physical mechanisms, transient states, steady states",
  "equilibrium, complexity, stability, resilience, adaptation",
  "selection pressures, trade-offs, interactions, correlations, causal pathways",
  "confounding factors, prior knowledge, expert judgement, open questions, competing hypotheses",
  "conceptual frameworks, simple rules, summary statistics, error bars, outliers",
  "missing values, replicate samples, pilot studies, case studies, systematic reviews",
  "meta-analyses, reference standards, quality checks, instrument noise, detection limits",
  "sampling effort, sample sizes, computing costs, automated pipelines, open repositories",
  "historical records, archival material, remote sensing, new instruments, parameter estimates",
  "likelihood functions, Bayesian inference, regression models, decision rules, risk estimates",
  "cost-benefit analyses, public funding, policy decisions, best practices, ethical concerns",
  "training programmes, international collaborations, local communities, monitoring programmes, human activities",
  "regional contrasts, size classes, age structure, network structure, hierarchical structure",
  "critical regimes, diffusion processes, transport processes, chemical gradients, temperature gradients",
  "pressure fluctuations, surface roughness, material properties, mixing rates, background noise",
].join(", ");

/**
 * Sentences with three or four places `{}` for nouns.
 *
 * Verbs are in the past tense, modal, or agree with a noun of the sentence itself: so every word of the
 * lexicon, plural or uncountable, fits every place.
 */
export const sentenceTemplates = [
  "We examined how {} and {} respond to {}.",
  "Changes in {} explained much of the variation in {} and {}.",
  "Our results link {} to {} by way of {}.",
  "{} and {} together account for most differences in {}.",
  "Despite decades of research on {}, the interplay of {} with {} remains unclear.",
  "Here we combine {} with {} to separate {} from {}.",
  "Contrary to expectation, {} had little influence on {} or {}.",
  "A comparison of {} and {} points to {} as the main driver.",
  "This study asks whether {} can predict {} in the absence of {}.",
  "Both {} and {} increased with {}, whereas {} did not.",
  "Using {}, we traced {} across {} and {}.",
  "Earlier work treated {} as independent of {}, but we find that {} tied them together.",
  "The strongest signal came from {}, followed by {} and {}.",
  "Without {}, neither {} nor {} could be explained.",
  "These findings place {} at the centre of {} and call for better data on {}.",
  "Over time, {} gave way to {}, and {} changed accordingly.",
  "For {}, the effect of {} was twice as large as that of {}.",
  "In contrast to {}, {} depended on both {} and {}.",
];
