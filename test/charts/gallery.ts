/**
 * @file One small chart of each kind from made-up rows; `gallery.test.ts` holds each against its committed drawing.
 */
import { barChart } from "../../src/charts/barChart";
import type { Chart } from "../../src/charts/chart";
import { countChart } from "../../src/charts/countChart";
import { differenceChart } from "../../src/charts/differenceChart";
import { dotIntervalChart } from "../../src/charts/dotIntervalChart";
import { heatmapChart } from "../../src/charts/heatmapChart";
import { histogramChart } from "../../src/charts/histogramChart";
import { lineChart } from "../../src/charts/lineChart";
import { scatterChart } from "../../src/charts/scatterChart";
import { shareChart } from "../../src/charts/shareChart";
import { stream } from "../../src/random/stream";

const methods = [
  { method: "CE", level: 0.78, width: 0.01 },
  { method: "Focal", level: 0.785, width: 0.012 },
  { method: "IMP", level: 0.83, width: 0.02 },
  { method: "DIMP", level: 0.86, width: 0.015 },
];
const range = { low: "low", high: "high", name: "lowest to highest of 4 seeds" } as const;
const interval = { low: "low", high: "high", name: "95 % t interval, 4 seeds" } as const;

const curves = methods.flatMap(({ method, level, width }) =>
  [1, 2, 3, 4, 5].map((epoch) => {
    const accuracy = level - 0.25 * Math.exp(-0.8 * epoch);
    return { method, epoch, accuracy, low: accuracy - width, high: accuracy + 1.5 * width };
  }),
);

const estimates = ["Financial", "Tweet irony", "MRPC"].flatMap((data, at) =>
  methods.map(({ method, level, width }) => {
    const mean = level - 0.07 * at;
    return { data, method, mean, low: mean - width, high: mean + width };
  }),
);

const differences = [
  { data: "Financial", pair: "IMP − CE", difference: 0.05, low: 0.021, high: 0.079 },
  { data: "Financial", pair: "DIMP − CE", difference: 0.08, low: 0.055, high: 0.105 },
  { data: "MRPC", pair: "IMP − CE", difference: -0.03, low: -0.05, high: -0.01 },
  { data: "MRPC", pair: "DIMP − CE", difference: 0.004, low: -0.012, high: 0.02 },
];

const labels = ["business", "sci/tech", "sports", "world"];
const confusion = labels.flatMap((actual, line) =>
  labels.map((predicted, column) => ({
    actual,
    predicted,
    share: line === column ? 0.85 - 0.15 * line : 0.05 * (line + 1),
  })),
);

/** Margins in [-1, 1] of three models in four fields; unequal groups. */
function margins() {
  const random = stream(1, "gallery");
  return [200, 350, 150].flatMap((count, at) =>
    Array.from({ length: count }, (_, index) => ({
      model: ["base", "DPO", "U-DPO"][at],
      field: labels[index % 4],
      margin: Math.tanh(0.2 + 0.3 * at + 0.4 * random.normal()),
    })),
  );
}

function scores() {
  const random = stream(2, "gallery");
  return Array.from({ length: 30 }, (_, index) => {
    const truth = random.uniform();
    const checker = Math.min(1, Math.max(0, truth + 0.1 * random.normal()));
    return {
      truth,
      checker,
      kind: index % 3 === 0 ? "swapped label" : "label as written",
      text: `text <${index}>`,
    };
  });
}

/** The charts by name. */
export const gallery: Record<string, () => Chart> = {
  "line-band": () =>
    lineChart(curves, {
      x: "epoch",
      y: "accuracy",
      series: "method",
      interval: range,
      xTitle: "epoch",
      yTitle: "test accuracy (share correct)",
      title: "Accuracy while training on synthetic text",
      references: [{ y: 0.62, label: "prompting with examples" }],
      points: true,
    }),
  "line-panels": () =>
    lineChart(
      [
        ...curves.map((row) => ({ ...row, data: "AG news" })),
        ...curves.map((row) => ({
          ...row,
          data: "abstracts",
          accuracy: row.accuracy - 0.1,
          low: row.low - 0.1,
          high: row.high - 0.1,
        })),
      ],
      {
        x: "epoch",
        y: "accuracy",
        series: "method",
        panel: "data",
        interval: range,
        xTitle: "epoch",
        yTitle: "test accuracy (share correct)",
        yFormat: ".0%",
        title: "Accuracy by data set",
      },
    ),
  "line-plain": () =>
    lineChart(
      Array.from({ length: 41 }, (_, index) => ({
        h: index - 20,
        loss: Math.log1p(Math.exp(-0.1 * (index - 20))),
      })),
      {
        x: "h",
        y: "loss",
        xTitle: "h (nats)",
        yTitle: "loss (nats)",
        references: [{ x: 0, label: "no preference" }],
      },
    ),
  "line-log": () =>
    lineChart(
      [10, 30, 50, 100, 150].flatMap((texts) => [
        { texts, accuracy: 0.7 + 0.05 * Math.log10(texts), generator: "base" },
        { texts, accuracy: 0.69 + 0.07 * Math.log10(texts), generator: "DPO" },
      ]),
      {
        x: "texts",
        y: "accuracy",
        series: "generator",
        seriesOrder: ["base", "likelihood", "DPO"],
        xTitle: "synthetic texts per class (count)",
        yTitle: "accuracy (share correct)",
        xScale: "log",
        points: true,
      },
    ),
  reliability: () =>
    lineChart(
      [0.15, 0.35, 0.55, 0.75, 0.95].map((confidence) => {
        const accuracy = confidence ** 1.4;
        return { confidence, accuracy, low: accuracy - 0.06, high: Math.min(1, accuracy + 0.05) };
      }),
      {
        x: "confidence",
        y: "accuracy",
        interval: { low: "low", high: "high", name: "95 % bootstrap interval" },
        xTitle: "confidence (probability of the predicted label)",
        yTitle: "accuracy (share correct)",
        xDomain: [0, 1],
        yDomain: [0, 1],
        references: [{ diagonal: [0, 1], label: "calibrated" }],
        points: true,
        width: 300,
        height: 300,
      },
    ),
  dots: () =>
    dotIntervalChart(estimates.slice(0, 4), {
      label: "method",
      value: "mean",
      interval,
      valueTitle: "test accuracy (share correct)",
      reference: { value: 0.8, label: "small real set" },
      title: "DIMP learns most from synthetic text",
    }),
  "dots-series": () =>
    dotIntervalChart(estimates, {
      label: "data",
      series: "method",
      value: "mean",
      interval,
      valueTitle: "test accuracy (share correct)",
      valueFormat: ".0%",
      title: "Accuracy by data set and method",
    }),
  "dots-panels": () =>
    dotIntervalChart(estimates, {
      label: "method",
      panel: "data",
      value: "mean",
      interval,
      valueTitle: "accuracy (share correct)",
    }),
  bars: () =>
    barChart(estimates.slice(0, 4), {
      label: "method",
      value: "mean",
      interval,
      valueTitle: "test accuracy (share correct)",
      reference: { value: 0.5, label: "chance" },
    }),
  "bars-series": () =>
    barChart(estimates.slice(0, 8), {
      label: "data",
      series: "method",
      value: "mean",
      interval,
      valueTitle: "test accuracy (share correct)",
      valueFormat: ".1%",
      title: "Accuracy by data set and method",
    }),
  counts: () =>
    countChart(
      [
        { label: "astrophysics", count: 1200 },
        { label: "number theory", count: 310 },
        { label: "machine learning", count: 2875 },
      ],
      { label: "label", count: "count", countTitle: "training texts (count)", title: "Texts per class" },
    ),
  differences: () =>
    differenceChart(differences, {
      label: "pair",
      group: "data",
      difference: "difference",
      interval,
      differenceTitle: "difference in accuracy (share correct)",
      lessTitle: "worse than CE",
      moreTitle: "better than CE",
      title: "Paired differences to cross entropy",
    }),
  scatter: () =>
    scatterChart(scores(), {
      x: "checker",
      y: "truth",
      series: "kind",
      tooltip: ["text"],
      xTitle: "P′(y|x) of the quality checker (probability)",
      yTitle: "true P(y|x) (probability)",
      xDomain: [0, 1],
      yDomain: [0, 1],
      references: [{ diagonal: [0, 1], label: "equal" }],
      title: "The quality checker against the truth",
    }),
  "scatter-labels": () =>
    scatterChart(
      [
        { generator: "small", alone: 0.6, after: 0.7, low: 0.65, high: 0.74 },
        { generator: "medium", alone: 0.7, after: 0.82, low: 0.8, high: 0.84 },
        { generator: "large", alone: 0.78, after: 0.8, low: 0.75, high: 0.83 },
      ],
      {
        x: "alone",
        y: "after",
        label: "generator",
        yInterval: { low: "low", high: "high", name: "95 % t interval, 4 seeds" },
        xTitle: "the generator's own accuracy (share correct)",
        yTitle: "accuracy after training on its texts (share correct)",
      },
    ),
  shares: () =>
    shareChart(
      [
        { method: "zero-shot", of: "wording", share: 0.52 },
        { method: "zero-shot", of: "seed", share: 0.44 },
        { method: "zero-shot", of: "chance", share: 0.04 },
        { method: "topic", of: "seed", share: 0.25 },
        { method: "topic", of: "chance", share: 0.75 },
      ],
      {
        label: "method",
        share: "share",
        series: "of",
        shareTitle: "share of the variance of accuracy",
        title: "What accuracy depends on",
      },
    ),
  histogram: () =>
    histogramChart(margins(), {
      value: "margin",
      series: "model",
      valueTitle: "margin (difference of probabilities)",
      references: [{ x: 0, label: "undecided" }],
      title: "Margins grow with preference training",
    }),
  "histogram-bars": () =>
    histogramChart(margins(), {
      value: "margin",
      valueTitle: "margin (difference of probabilities)",
      bins: 12,
    }),
  "histogram-panels": () =>
    histogramChart(margins(), {
      value: "margin",
      series: "model",
      panel: "field",
      valueTitle: "margin (difference)",
      valueDomain: [-1, 1],
      bins: 10,
    }),
  heatmap: () =>
    heatmapChart(confusion, {
      x: "predicted",
      y: "actual",
      value: "share",
      xTitle: "predicted label",
      yTitle: "actual label",
      valueTitle: "share of row",
      title: "Confusion of the classifier",
    }),
  "heatmap-diverging": () =>
    heatmapChart(
      [0, 0.5, 1].flatMap((lambda, line) =>
        [0.1, 0.5, 1].map((beta, column) => ({ lambda, beta, gain: ((line - 1) * (column + 0.5)) / 30 })),
      ),
      {
        x: "beta",
        y: "lambda",
        value: "gain",
        xTitle: "β",
        yTitle: "λ",
        valueTitle: "gain in accuracy",
        valueFormat: "+.3f",
        midpoint: 0,
      },
    ),
};
