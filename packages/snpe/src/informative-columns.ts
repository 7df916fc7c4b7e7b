/*
 * Which of very many features tell anything: a network that is shown ninety columns of noise follows them, so features
 * are screened by their own correlations first (Fan & Lv 2008). What is looked for is any trend, and any change of
 * spread or of correlation, along a feature or away from its middle; the more simulations, the weaker ones are found.
 */
import { column } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

/** So few columns are all kept: they cost little, and may tell something only jointly. */
const KEPT_ANYWAY = 24;
/** With so many simulations a column a network finds what is noise, and what columns tell jointly, by itself. */
const ROWS_PER_COLUMN = 1000;
/** Standard errors beyond which a correlation is no accident among thousands that are looked at. */
const SIGNIFICANT = 4.5;
/** Standardised values beyond are drawn in, so that single rows decide nothing. */
const CLIP = 4;

/** Indices of the columns of `context` that tell something of `residuals`, row by row. */
export function informativeColumns(context: Matrix, residuals: Matrix): readonly number[] {
  const all = Array.from({ length: context.cols }, (_, j) => j);
  if (context.cols <= Math.max(KEPT_ANYWAY, context.rows / ROWS_PER_COLUMN)) return all;
  const views = all.map((j) => {
    const trend = robust(column(context, j));
    return [trend, robust(trend.map((value) => value * value))];
  });
  const threshold = SIGNIFICANT * Math.sqrt(context.rows);
  const kept = new Set<number>();
  for (const response of responsesOf(residuals)) {
    for (const j of all) {
      if (!kept.has(j) && views[j].some((view) => Math.abs(inner(view, response)) > threshold)) {
        kept.add(j);
      }
    }
  }
  return all.filter((j) => kept.has(j));
}

/** The residuals of every parameter, and the products of any two: one at a time, as there are many. */
function* responsesOf(residuals: Matrix): Generator<Float64Array> {
  const single = Array.from({ length: residuals.cols }, (_, j) => robust(column(residuals, j)));
  yield* single;
  for (const [i, a] of single.entries()) {
    for (const b of single.slice(i)) yield robust(a.map((value, row) => value * b[row]));
  }
}

/** Standardised, outliers drawn in, and standardised again; zeros where all values are the same. */
const robust = (values: Float64Array): Float64Array =>
  standardized(standardized(values).map((value) => Math.min(Math.max(value, -CLIP), CLIP)));

function standardized(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const std = Math.sqrt(variance) || 1;
  return values.map((value) => (value - mean) / std);
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
