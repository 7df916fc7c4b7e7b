import { unitText } from "@retrodict/plot";
import type { FieldSpec, Matrix, ParameterSpec } from "@retrodict/spec";

/** The figures of a run that may call for a warning. */
export interface Findings {
  readonly simulations: number;
  readonly failures: number;
  readonly parameters: readonly ParameterSpec[];
  readonly fields: readonly FieldSpec[];
  readonly x: Matrix;
  readonly observed: Float64Array;
  readonly samples: Matrix;
  readonly samplesAsked: number;
  /** Share of the estimate's mass outside the prior. */
  readonly leakage: number;
  /** Whether training improved on the initial weights. */
  readonly trained: boolean;
}

const MANY_FAILURES = 0.1;
const MUCH_LEAKAGE = 0.3;
/** A density of draws this many times the uniform one next to a bound counts as a pile. */
const PILE_DENSITY = 3;
const EDGE = 0.02;
/** Features named in one warning at most. */
const MOST_SHOWN = 3;

/** What a reader of the result must not miss, one sentence each. */
export function warningsOf(findings: Findings): readonly string[] {
  return [
    ...failureWarning(findings),
    ...trainingWarning(findings),
    ...rangeWarnings(findings),
    ...leakageWarning(findings),
    ...boundWarnings(findings),
  ];
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

function failureWarning({ simulations, failures }: Findings): string[] {
  return failures > MANY_FAILURES * simulations
    ? [
        `${failures} of ${simulations} simulations (${percent(failures / simulations)}) failed and were left out; the posterior describes only parameters whose simulation succeeds.`,
      ]
    : [];
}

function trainingWarning({ trained }: Findings): string[] {
  return trained
    ? []
    : [
        "Training did not improve on its least-squares start, so the posterior is that of a linear Gaussian model; unless the simulator is one, simulate more.",
      ];
}

function rangeWarnings({ fields, x, observed }: Findings): string[] {
  const outside = fields.flatMap(({ name, unit }, column) => {
    const [lowest, highest] = finiteRange(x, column);
    const value = observed[column];
    return value < lowest || value > highest
      ? [
          `${name} is ${withUnit(short(value), unit)}, simulated ${short(lowest)} to ${short(highest)}`,
        ]
      : [];
  });
  const shown = outside.slice(0, MOST_SHOWN).join("; ");
  const rest = outside.length - MOST_SHOWN;
  return outside.length === 0
    ? []
    : [
        `The observation lies outside everything simulated (${shown}${rest > 0 ? `; and ${rest} more` : ""}); the posterior is an extrapolation, so widen the prior or reconsider the model.`,
      ];
}

function leakageWarning({ leakage, samples, samplesAsked }: Findings): string[] {
  const missing =
    samples.rows < samplesAsked
      ? [`Only ${samples.rows} of ${samplesAsked} posterior draws were found within the budget.`]
      : [];
  return leakage > MUCH_LEAKAGE
    ? [
        `${percent(leakage)} of the estimated posterior lies outside the prior and was cut off; simulate more, or widen the prior if it may be too narrow.`,
        ...missing,
      ]
    : missing;
}

function boundWarnings({ parameters, samples }: Findings): string[] {
  return parameters.flatMap(({ name, bounds, scale, unit }, column) => {
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

function finiteRange({ rows, cols, data }: Matrix, column: number): [number, number] {
  let range: [number, number] = [Infinity, -Infinity];
  for (let row = 0; row < rows; row++) {
    const value = data[row * cols + column];
    if (Number.isFinite(value)) range = [Math.min(range[0], value), Math.max(range[1], value)];
  }
  return range;
}

const withUnit = (value: string, unit: string) => `${value} ${unitText(unit)}`.trimEnd();

const short = (value: number) => Number(value.toPrecision(4)).toString();
