import type { Inference } from "retrodict";
import { unitText } from "@retrodict/plot";
import type { AcceptedData, FieldSpec, Matrix, ParameterSpec } from "@retrodict/spec";
import { densities } from "./estimators.ts";
import type { Plan } from "./inference.ts";
import { drawsDirectly } from "./method.ts";

/** The figures of a run that may call for a warning. */
export interface Findings {
  readonly simulations: number;
  readonly failures: number;
  /** What the algorithm does about failures. */
  readonly failed: AcceptedData["failures"];
  /** Those whose prior ends at their bounds. */
  readonly bounded: readonly ParameterSpec[];
  readonly fields: readonly FieldSpec[];
  /** The simulations of every round. */
  readonly x: readonly Matrix[];
  readonly observed: Float64Array;
  /** Whether it is said otherwise that the observation lies outside them. */
  readonly outsideIsSaid: boolean;
  readonly samples: Matrix;
  readonly samplesAsked: number;
  /** Share of the estimate's mass outside the prior; absent where nothing can lie there. */
  readonly leakage?: number;
  /** What training ended with where it did not improve on what it began with. */
  readonly untrained?: "least-squares" | "nothing";
  /** What the rounds and the draws say against themselves. */
  readonly said: readonly string[];
}

const MANY_FAILURES = 0.1;
const MUCH_LEAKAGE = 0.3;
/** Beyond this the draws say so themselves. */
const UTTER_LEAKAGE = 0.99;
/** A density of draws this many times the uniform one next to a bound counts as a pile. */
const PILE_DENSITY = 3;
const EDGE = 0.02;
/** Features named in one warning at most. */
const MOST_SHOWN = 3;

/** The figures of a run. */
export function findingsOf(
  { invocation, setup, observed, method }: Plan,
  { records, failures, draws, fit, warnings, misspecification }: Inference,
): Findings {
  const { algorithm, estimator = "" } = method.names;
  const { acceptance, observedOutOfRange = 0 } = draws.diagnostics;
  return {
    simulations: records.reduce((sum, { round }) => sum + round.theta.rows, 0),
    failures: failures.length,
    failed: method.algorithm.accepts.failures,
    bounded: setup.prior === undefined ? setup.parameters : [],
    fields: setup.fields,
    x: records.map(({ round }) => round.x),
    observed,
    outsideIsSaid: observedOutOfRange > 0 || misspecification?.verdict.outcome === "fail",
    samples: draws.samples,
    samplesAsked: invocation.flags.samples,
    ...(drawsDirectly(algorithm) && { leakage: 1 - acceptance }),
    ...(fit.history !== undefined &&
      fit.history.bestEpoch < 0 && {
        untrained: estimator in densities ? "least-squares" : "nothing",
      }),
    said: warnings,
  };
}

/** What a reader of the result must not miss, one sentence each. */
export function warningsOf(findings: Findings): readonly string[] {
  return [
    ...failureWarning(findings),
    ...trainingWarning(findings),
    ...rangeWarnings(findings),
    ...leakageWarning(findings),
    ...findings.said,
    ...shortageWarning(findings),
    ...boundWarnings(findings),
  ];
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

function failureWarning({ simulations, failures, failed }: Findings): string[] {
  if (failures <= MANY_FAILURES * simulations) return [];
  const many = `${failures} of ${simulations} simulations (${percent(failures / simulations)}) failed`;
  return [
    failed === "modelled"
      ? `${many}; how probable that is was learned too, which the posterior makes up for only as well as it was learned.`
      : `${many} and were left out; the posterior describes only parameters whose simulation succeeds.`,
  ];
}

function trainingWarning({ untrained }: Findings): string[] {
  return untrained === undefined ? [] : [trainingWarnings[untrained]];
}

const trainingWarnings = {
  "least-squares":
    "Training did not improve on its least-squares start, so the posterior is that of a linear Gaussian model; unless the simulator is one, simulate more.",
  nothing:
    "Training did not improve on the untrained network, so the posterior says nothing about the data; simulate more.",
};

function rangeWarnings({ fields, x, observed, outsideIsSaid }: Findings): string[] {
  const outside = fields.flatMap(({ name, unit }, column) => {
    const [lowest, highest] = finiteRange(x, column);
    const value = observed[column];
    return value < lowest || value > highest
      ? [
          `${name} is ${withUnit(short(value), unit)}, simulated ${short(lowest)} to ${short(highest)}`,
        ]
      : [];
  });
  if (outside.length === 0) return [];
  const rest = outside.length - MOST_SHOWN;
  const shown = `${outside.slice(0, MOST_SHOWN).join("; ")}${rest > 0 ? `; and ${rest} more` : ""}`;
  return [
    outsideIsSaid
      ? `Outside everything simulated: ${shown}.`
      : `The observation lies outside everything simulated (${shown}); the posterior is an extrapolation, so widen the prior or reconsider the model.`,
  ];
}

function leakageWarning({ leakage = 0 }: Findings): string[] {
  return leakage > MUCH_LEAKAGE && leakage < UTTER_LEAKAGE
    ? [
        `${percent(leakage)} of the estimated posterior lies outside the prior and was cut off; simulate more, or widen the prior if it may be too narrow.`,
      ]
    : [];
}

function shortageWarning({ samples, samplesAsked, said }: Findings): string[] {
  return samples.rows < samplesAsked && said.length === 0
    ? [`Only ${samples.rows} of ${samplesAsked} posterior draws were found within the budget.`]
    : [];
}

function boundWarnings({ bounded, samples }: Findings): string[] {
  return bounded.flatMap(({ name, bounds, scale, unit }, column) => {
    const place = (value: number) => positionInBounds(value, bounds, scale);
    const positions = Array.from({ length: samples.rows }, (_, row) =>
      place(samples.data[row * samples.cols + column]),
    );
    const piles = (side: "lower" | "upper") =>
      positions.filter((p) => (side === "lower" ? p < EDGE : p > 1 - EDGE)).length >
      PILE_DENSITY * EDGE * positions.length;
    return (["lower", "upper"] as const)
      .filter(piles)
      .map(
        (side) =>
          `The posterior of ${name} piles up at the ${side} bound of its prior (${withUnit(String(bounds[side === "lower" ? 0 : 1]), unit)}); widen the prior if values beyond it are possible.`,
      );
  });
}

/** Where a value lies between the bounds: 0 at the lower one, 1 at the upper one. */
function positionInBounds(
  value: number,
  [lower, upper]: readonly [number, number],
  scale: ParameterSpec["scale"],
): number {
  return scale === "log"
    ? Math.log(value / lower) / Math.log(upper / lower)
    : (value - lower) / (upper - lower);
}

function finiteRange(x: readonly Matrix[], column: number): readonly [number, number] {
  let [lowest, highest] = [Infinity, -Infinity];
  for (const { rows, cols, data } of x)
    for (let row = 0; row < rows; row++) {
      const value = data[row * cols + column];
      if (!Number.isFinite(value)) continue;
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
  return [lowest, highest];
}

const withUnit = (value: string, unit: string) => `${value} ${unitText(unit)}`.trimEnd();

const short = (value: number) => Number(value.toPrecision(4)).toString();
