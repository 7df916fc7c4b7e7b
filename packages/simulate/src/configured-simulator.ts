import type { Simulator, SimulatorEntry, SummaryStatistic } from "@retrodict/spec";
import { defineStatistic, select, withSummary } from "@retrodict/summary";
import type { SimulatorConfiguration } from "./types.ts";

/**
 * The simulator an entry describes under a configuration: what worker threads run, and what to pass to
 * `inProcess` for the same bytes. Throws `RetrodictError` on a feature the entry does not have.
 */
export function configuredSimulator(
  entry: SimulatorEntry,
  configuration: SimulatorConfiguration = {},
): Simulator {
  const raw = entry.create(configuration.options);
  return summarises(entry, configuration) || configuration.features !== undefined
    ? withSummary(raw, statisticOf(entry, raw, configuration))
    : raw;
}

/**
 * The statistic inside `configuredSimulator`: turns a measured raw output into the observation that the
 * simulator's rows compare with. The identity where nothing is reduced.
 */
export function configuredStatistic(
  entry: SimulatorEntry,
  configuration: SimulatorConfiguration = {},
): SummaryStatistic {
  return statisticOf(entry, entry.create(configuration.options), configuration);
}

function statisticOf(
  entry: SimulatorEntry,
  raw: Simulator,
  configuration: SimulatorConfiguration,
): SummaryStatistic {
  const { options, features } = configuration;
  const whole = summarises(entry, configuration) ? entry.summary!(options) : identity(raw);
  return features === undefined ? whole : select(whole, features);
}

const summarises = (entry: SimulatorEntry, { output = "summary" }: SimulatorConfiguration) =>
  output === "summary" && entry.summary !== undefined;

const identity = ({ info }: Simulator): SummaryStatistic =>
  defineStatistic(info.outputs, (observation, out) => out.set(observation));
