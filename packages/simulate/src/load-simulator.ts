import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { RetrodictError, assert } from "@retrodict/check";
import type { Plugin, Simulator, SimulatorEntry } from "@retrodict/spec";
import { configuredSimulator } from "./configured-simulator.ts";
import type { SimulatorConfiguration } from "./types.ts";

/** A simulator by where it is found: all a worker thread needs to make one. Structured-cloneable. */
export interface SimulatorReference extends SimulatorConfiguration {
  /** URL or path (from the working directory) of the module that exports `plugin`. */
  readonly module: string;
  /** The simulator's `info.id` in that plugin. */
  readonly simulator: string;
}

/** Imports the plugin, finds the simulator and creates it. Every failure is a `RetrodictError`. */
export async function loadSimulator(reference: SimulatorReference): Promise<Simulator> {
  const { module, simulator } = reference;
  const entry = pickEntry(await importPlugin(module), module, simulator);
  try {
    return configuredSimulator(entry, reference);
  } catch (error) {
    if (error instanceof RetrodictError) throw error;
    throw failure(`expected options ${simulator} can be created with`, error, "correct them");
  }
}

/** Two letters at least, since one is a drive of Windows. */
const hasScheme = /^[a-z][a-z+.-]+:/i;

async function importPlugin(module: string): Promise<Plugin> {
  const url = hasScheme.test(module) ? module : pathToFileURL(resolve(module)).href;
  let loaded: { readonly plugin?: Plugin };
  try {
    loaded = (await import(/* @vite-ignore */ url)) as typeof loaded;
  } catch (error) {
    const remedy = `pass a path or a URL, for a package import.meta.resolve("its name")`;
    throw failure(`expected a module that loads, got ${module}`, error, remedy);
  }
  const { plugin } = loaded;
  assert(
    plugin?.specVersion === 1 && Array.isArray(plugin.simulators),
    "argument",
    "simulate",
    `expected ${module} to export plugin with specVersion 1, got ${JSON.stringify(plugin)}; see Plugin in @retrodict/spec`,
  );
  return plugin;
}

function pickEntry({ name, simulators }: Plugin, module: string, id: string): SimulatorEntry {
  const entry = simulators.find(({ info }) => info.id === id);
  assert(
    entry !== undefined,
    "name",
    "simulate",
    () =>
      `expected a simulator of plugin ${name} (${module}), got "${id}"; pass one of ${simulators.map(({ info }) => info.id).join(", ")}`,
  );
  return entry;
}

function failure(expected: string, cause: unknown, remedy: string): RetrodictError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `${expected}, got the error "${reason}"; ${remedy}`;
  return new RetrodictError("argument", "simulate", message, { cause });
}
