import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin, SimulatorEntry } from "@retrodict/spec";
import { fail, oneLine } from "./fail.ts";
import { didYouMean } from "./near.ts";

/** A simulator found by name, with what a worker thread needs to find it again. */
export interface LoadedEntry {
  readonly plugin: Plugin;
  readonly entry: SimulatorEntry;
  /** File URL of the module that exports `plugin`. */
  readonly module: string;
}

/** Plugins that come with the command, by short name. */
export const bundledPlugins: Readonly<Record<string, () => Promise<{ readonly plugin: Plugin }>>> =
  {
    "hodgkin-huxley": () => import("@retrodict/hodgkin-huxley"),
    pyloric: () => import("@retrodict/pyloric"),
    "lif-network": () => import("@retrodict/lif-network"),
    "multi-compartment": () => import("@retrodict/multi-compartment"),
    tasks: () => import("@retrodict/tasks"),
  };

/**
 * Loads `PLUGIN[#SIMULATOR]`: a bundled short name, a path to a module, or a package name. Without a simulator, the
 * only one of the plugin or the one of the plugin's own name.
 */
export async function loadEntry(reference: string, cwd: string): Promise<LoadedEntry> {
  const [name, simulator] = splitReference(reference);
  const module = locate(name, cwd);
  const plugin = await importPlugin(module, name);
  return { plugin, entry: pickEntry(plugin, name, simulator), module };
}

/** Every simulator of a plugin named without `#SIMULATOR`. */
export async function loadPlugin(name: string, cwd: string): Promise<Plugin> {
  return importPlugin(locate(name, cwd), name);
}

/** `"a#b"` to `["a", "b"]`; the second is empty when there is none. */
export function splitReference(reference: string): [name: string, simulator: string] {
  const hash = reference.lastIndexOf("#");
  return hash < 0 ? [reference, ""] : [reference.slice(0, hash), reference.slice(hash + 1)];
}

const looksLikePath = (name: string) => /^[./~]|^[A-Za-z]:|[\\]|\.[cm]?[jt]s$/.test(name);

function locate(name: string, cwd: string): string {
  if (looksLikePath(name)) return locateFile(name, cwd);
  const [parent, specifier] = Object.hasOwn(bundledPlugins, name)
    ? [import.meta.url, `@retrodict/${name}`]
    : [join(cwd, "package.json"), name];
  try {
    return pathToFileURL(createRequire(parent).resolve(specifier)).href;
  } catch (error) {
    const hidden =
      error instanceof Error && "code" in error && error.code === "ERR_PACKAGE_PATH_NOT_EXPORTED";
    return hidden
      ? fail(
          "name",
          `plugin ${name}: its package.json needs an exports entry with "default"`,
          error,
        )
      : fail(
          "name",
          `unknown plugin ${name}${didYouMean(name, Object.keys(bundledPlugins))}; bundled: ${Object.keys(bundledPlugins).join(", ")}; or install the package, or pass a path to a module`,
          error,
        );
  }
}

function locateFile(name: string, cwd: string): string {
  const path = resolve(cwd, name);
  if (!existsSync(path) || !statSync(path).isFile())
    fail(
      "file",
      `plugin ${name}: no such file; pass the path of the module that exports \`plugin\``,
    );
  return pathToFileURL(path).href;
}

async function importPlugin(module: string, name: string): Promise<Plugin> {
  let loaded: { readonly plugin?: Partial<Plugin> };
  try {
    loaded = (await import(/* @vite-ignore */ module)) as typeof loaded;
  } catch (error) {
    return fail("file", `plugin ${name}: its module fails to load: ${oneLine(error)}`, error);
  }
  const plugin = loaded.plugin;
  if (plugin?.specVersion !== 1 || !plugin.name || !plugin.simulators?.length)
    return fail(
      "argument",
      `plugin ${name}: expected its module to export \`plugin\` with specVersion 1, a name and simulators; see @retrodict/spec`,
    );
  return plugin as Plugin;
}

function pickEntry(plugin: Plugin, name: string, simulator: string): SimulatorEntry {
  const ids = plugin.simulators.map(({ info }) => info.id);
  if (simulator === "" && ids.length === 1) return plugin.simulators[0];
  const wanted = simulator === "" ? plugin.name : simulator;
  const found = plugin.simulators.find(({ info }) => info.id === wanted);
  if (found !== undefined) return found;
  return simulator === ""
    ? fail(
        "name",
        `plugin ${name} has several simulators; name one, as ${name}#${ids[0]} (${ids.join(", ")})`,
      )
    : fail(
        "name",
        `plugin ${name} has no simulator ${simulator}${didYouMean(simulator, ids)}; it has ${ids.join(", ")}`,
      );
}
