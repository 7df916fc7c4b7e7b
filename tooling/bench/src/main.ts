/*
 * `pnpm bench NAME [--FLAG VALUE …] [--json]`: runs one benchmark and prints its settings and figures,
 * as one line of JSON or as lines of text.
 */
import { parseArgs } from "node:util";
import { RetrodictError } from "@retrodict/check";
import { calibration } from "../calibration/calibration.ts";
import { dimensions } from "../dimensions/dimensions.ts";
import { posteriorDocument } from "../posterior/document.ts";
import { posterior } from "../posterior/posterior.ts";
import { infer } from "./infer.ts";
import { logDensity } from "./log-density.ts";
import { peers } from "./peers.ts";
import { posteriorDraws } from "./posterior-draws.ts";
import { sample } from "./sample.ts";
import { simulate } from "./simulate.ts";
import { trainStep } from "./train-step.ts";
import { validFraction } from "./valid-fraction.ts";
import { workers } from "./workers.ts";
import type { Benchmark, Report, Settings } from "./types.ts";

const BENCHMARKS = {
  "train-step": trainStep,
  simulate,
  workers,
  "valid-fraction": validFraction,
  sample,
  "log-density": logDensity,
  infer,
  "posterior-draws": posteriorDraws,
  peers,
  posterior,
  calibration,
  dimensions,
  "posterior-document": posteriorDocument,
} as unknown as Readonly<Record<string, Benchmark>>;

await main(process.argv.slice(2));

async function main([name = "--help", ...args]: readonly string[]): Promise<void> {
  const benchmark = BENCHMARKS[name];
  if (benchmark === undefined || args.includes("--help")) {
    process.stdout.write(usage());
    process.exitCode = [name, ...args].includes("--help") ? 0 : 2;
    return;
  }
  try {
    const { json, settings } = parse(benchmark.defaults, args);
    const report = { benchmark: name, ...settings, ...(await benchmark.run(settings)) };
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : text(report));
  } catch (error) {
    if (!(error instanceof RetrodictError || error instanceof TypeError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}

function parse(defaults: Settings, args: string[]): { json: boolean; settings: Settings } {
  const flags = Object.entries(defaults).map(
    ([key, value]) => [key, { type: typeof value === "boolean" ? "boolean" : "string" }] as const,
  );
  const options = { ...Object.fromEntries(flags), json: { type: "boolean" } } as const;
  const values = parseArgs({ args, options }).values as Record<
    string,
    string | boolean | undefined
  >;
  const { json, ...given } = values;
  const settings = Object.entries(defaults).map(([key, value]) => {
    const flag = given[key];
    if (flag === undefined) return [key, value];
    return [key, typeof value === "number" ? count(key, String(flag)) : flag];
  });
  return { json: json === true, settings: Object.fromEntries(settings) };
}

function count(flag: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new RetrodictError(
    "argument",
    "bench",
    `expected --${flag} to be a positive whole number, got ${text}; pass one`,
  );
}

function text(report: Report): string {
  return Object.entries(report)
    .map(([key, value]) => `${key.padEnd(24)} ${value}\n`)
    .join("");
}

function usage(): string {
  const lines = Object.entries(BENCHMARKS).map(([name, { summary, defaults }]) => {
    const flags = Object.entries(defaults).map(([key, value]) =>
      typeof value === "boolean" ? `--${key}` : `--${key} ${value}`,
    );
    return `  ${name.padEnd(18)} ${summary}\n  ${"".padEnd(18)} ${flags.join(" ")}\n`;
  });
  return `pnpm bench NAME [--FLAG VALUE …] [--json]\n\n${lines.join("\n")}`;
}
