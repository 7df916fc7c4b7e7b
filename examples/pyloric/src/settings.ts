/** What the command line says: how much to do, and where to keep it. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

/** How much is done. */
export interface Scale {
  /** Simulations of each round. */
  readonly simulations: number;
  /** Rounds from the prior, after the first narrowed to where networks are valid. */
  readonly restricted: number;
  /** Rounds from where the posterior of the round before is not low; there may be none. */
  readonly focused: number;
  /** Posterior draws that are simulated. */
  readonly predictive: number;
  /** Simulations of each point of the path. */
  readonly repeats: number;
  /** Draws whose conditional correlations are averaged. */
  readonly conditions: number;
  /** Versions of each neuron that are combined. */
  readonly versions: number;
  /** Simulations of networks with other synapses, and with other temperature coefficients. */
  readonly variants: number;
}

const scales: Readonly<Record<string, Scale>> = {
  small: {
    simulations: 2000,
    restricted: 2,
    focused: 4,
    predictive: 1000,
    repeats: 4,
    conditions: 2,
    versions: 2,
    variants: 200,
  },
  full: {
    simulations: 12_000,
    restricted: 2,
    focused: 5,
    predictive: 10_000,
    repeats: 20,
    conditions: 20,
    versions: 4,
    variants: 5000,
  },
};

export interface Settings {
  readonly scale: Scale;
  readonly folder: string;
  readonly seed: number;
  readonly workers: number;
  /** Whether to learn from simulations made anew, instead of taking the posterior that comes with the example. */
  readonly simulate: boolean;
  /** Whether what was learned is to become what comes with the example. */
  readonly package: boolean;
}

/** Reads `--scale`, the counts that change it, `--out`, `--seed`, `--workers`, `--simulate` and `--package`. */
export function settingsFrom(args: readonly string[]): Settings {
  const counts = Object.keys(scales.small) as (keyof Scale)[];
  const { values } = parseArgs({
    args: [...args],
    options: {
      scale: { type: "string", default: "small" },
      out: { type: "string" },
      seed: { type: "string", default: "1" },
      workers: { type: "string", default: String(availableParallelism()) },
      simulate: { type: "boolean", default: false },
      package: { type: "boolean", default: false },
      ...Object.fromEntries(counts.map((name) => [name, { type: "string" } as const])),
    },
  });
  const { scale: name, out, seed, workers, simulate } = values;
  const given: Readonly<Record<string, unknown>> = values;
  if (!(name in scales))
    throw new Error(`expected --scale small or full, got ${name}; choose one of them`);
  const scale = { ...scales[name] } as Record<keyof Scale, number>;
  for (const key of counts)
    if (given[key] !== undefined)
      scale[key] = count(key, String(given[key]), key === "focused" ? 0 : 1);
  return {
    scale,
    folder: out ?? join("runs", simulate ? `${name}-simulated` : name),
    seed: count("seed", seed),
    workers: count("workers", workers),
    simulate,
    package: values.package,
  };
}

function count(name: string, text: string, least = 1): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least)
    throw new Error(
      `expected a whole number from ${least} for --${name}, got ${text}; pass such a one`,
    );
  return value;
}
