/** @file Numbers of graded texts, and of two sets of them prompt by prompt; what could not be read is left out. */
import { gradeSummary, type JudgeGrades, overallGrade } from "../../evaluation/judge";
import { rocArea } from "../../evaluation/rocArea";
import { confidenceInterval } from "../../statistics/confidenceInterval";
import { mean } from "../../statistics/mean";
import type { Measures } from "../../training/history";
import type { RealGrades } from "./smallJudges";

/** Grades of a text as a judge gives them; null where it could not be read. */
type Grades = RealGrades["grades"][number];

/** What may be compared: the criteria, and the one grade of those that have all three. */
const gradeNames = ["relevance", "fluency", "classAlignment", "overall"] as const;

export type GradeName = (typeof gradeNames)[number];

/** How many texts were asked about and read; of those that were read the mean of every grade there is. */
export function setFacts({ grades, facts }: RealGrades): Measures {
  const means = gradeNames.map((name): [string, number[]] => [name, gradesOf(grades, name)]);
  const summary = gradeSummaryOf(gradesOf(grades, "overall"));
  return {
    asked: grades.length,
    readable: grades.filter((one) => one !== null).length,
    ...facts,
    ...Object.fromEntries(
      means.filter(([, values]) => values.length > 0).map(([name, values]) => [name, mean(values)]),
    ),
    ...summary,
  };
}

function gradeSummaryOf(overall: readonly number[]): Measures {
  if (overall.length < 2) return {};
  const { median, standardDeviation } = gradeSummary(overall);
  return { median, deviation: standardDeviation };
}

/**
 * What one set has more than another, prompt by prompt, with the 95 % t interval of the mean over texts; and the area:
 * how often a text of the one has the higher grade, ties half.
 *
 * The interval says what other texts of the same generators might give, nothing of other tunings.
 *
 * @returns `pairs`, the prompts of which both texts were read; no more where they are fewer than two
 */
export function differenceFacts(of: RealGrades, minus: RealGrades): Measures {
  const both = of.grades.flatMap((one, at): [NonNullable<Grades>, NonNullable<Grades>][] => {
    const other = minus.grades[at];
    return one && other ? [[one, other]] : [];
  });
  if (both.length < 2) return { pairs: both.length };
  const sides = gradeNames.map((name) => ({
    name,
    more: gradesOf(
      both.map(([one]) => one),
      name,
    ),
    less: gradesOf(
      both.map(([, other]) => other),
      name,
    ),
  }));
  const known = sides.filter(({ more, less }) => more.length === both.length && less.length === both.length);
  return Object.assign(
    { pairs: both.length },
    ...known.map(({ name, more, less }) => differenceOf(name, more, less)),
  );
}

function differenceOf(name: GradeName, more: readonly number[], less: readonly number[]): Measures {
  const { mean: difference, low, high } = confidenceInterval(more.map((grade, at) => grade - less[at]));
  const isMore = [...more.map(() => true), ...less.map(() => false)];
  return {
    [name]: difference,
    [`${name} low`]: low,
    [`${name} high`]: high,
    [`${name} area`]: rocArea([...more, ...less], isMore),
  };
}

function gradesOf(grades: readonly Grades[], name: GradeName): number[] {
  return grades.flatMap((one) => {
    if (one === null) return [];
    const grade = name === "overall" ? overallOf(one) : one[name];
    return grade === undefined ? [] : [grade];
  });
}

function overallOf({ relevance, fluency, classAlignment }: Partial<JudgeGrades>): number | undefined {
  if (relevance === undefined || fluency === undefined || classAlignment === undefined) return undefined;
  return overallGrade({ relevance, fluency, classAlignment });
}
