import { existsSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { layers } from "./layers.ts";
import { readJson, sourceFiles, type Package } from "./workspace.ts";

const importPattern = /^(?:import|export)[^"';]*?from "([^"]+)"|\bimport\("([^"]+)"\)/gm;
const testPattern = /\.test(\.helper)?\.ts$|\/fixtures\//;

/** The packages a source imports: `@scope/name` or `name`, relative and `node:` imports left out. */
export function importedPackages(source: string): Set<string> {
  const names = [...source.matchAll(importPattern)]
    .map((match) => match[1] ?? match[2])
    .filter((name) => !name.startsWith(".") && !name.startsWith("node:"))
    .map((name) => name.split("/", name.startsWith("@") ? 2 : 1).join("/"));
  return new Set(names);
}

/** What is wrong with a package, one sentence each; empty when nothing is. */
export function checkPackage(pkg: Package, rootDevDependencies: readonly string[]): string[] {
  return [
    ...checkMetadata(pkg),
    ...checkExports(pkg),
    ...checkLayers(pkg),
    ...checkImports(pkg, rootDevDependencies),
    ...checkReferences(pkg),
    ...checkReadme(pkg),
  ].map((problem) => `${pkg.folder}: ${problem}`);
}

function checkMetadata({ folder, manifest }: Package): string[] {
  const wanted: [boolean, string][] = [
    [Boolean(manifest.description), "description is missing"],
    [manifest.license === "MIT", 'license must be "MIT"'],
    [manifest.type === "module", 'type must be "module"'],
    [manifest.sideEffects === false, "sideEffects must be false"],
    [manifest.engines?.node === ">=20.19", 'engines.node must be ">=20.19"'],
    [manifest.repository?.directory === folder, `repository.directory must be "${folder}"`],
    [manifest.publishConfig?.access === "public", 'publishConfig.access must be "public"'],
    [manifest.files?.includes("dist") ?? false, 'files must include "dist"'],
    [!manifest.private, "a published package cannot be private"],
  ];
  return wanted.filter(([holds]) => !holds).map(([, problem]) => problem);
}

function checkExports({ path, manifest }: Package): string[] {
  const sources = manifest.exports ?? {};
  const built = manifest.publishConfig?.exports ?? {};
  return Object.entries(sources).flatMap(([key, source]) => {
    if (!existsSync(join(path, source))) return [`exports["${key}"] points at no file: ${source}`];
    const target = source.replace("./src/", "./dist/").replace(/\.ts$/, "");
    const { types, default: code } = built[key] ?? { types: "", default: "" };
    return types === `${target}.d.ts` && code === `${target}.js`
      ? []
      : [`publishConfig.exports["${key}"] must mirror ${source} in dist`];
  });
}

function checkLayers({ manifest }: Package): string[] {
  const own = layers[manifest.name];
  if (own === undefined) return [`${manifest.name} has no layer in tooling/repo/src/layers.ts`];
  return workspaceDependencies(manifest.dependencies)
    .filter((name) => !(layers[name] < own))
    .map((name) => `layer ${own} cannot depend on ${name} of layer ${layers[name]}`);
}

function checkImports(pkg: Package, rootDevDependencies: readonly string[]): string[] {
  const { manifest, path } = pkg;
  const runtime = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  const inTests = [
    ...runtime,
    ...Object.keys(manifest.devDependencies ?? {}),
    ...rootDevDependencies,
    manifest.name,
  ];
  const used = new Set<string>();
  const problems: string[] = [];
  for (const file of sourceFiles(path)) {
    const allowed = testPattern.test(file) ? inTests : [...runtime, manifest.name];
    for (const name of importedPackages(readFileSync(file, "utf8"))) {
      used.add(name);
      if (builtinModules.includes(name)) problems.push(`${file} imports ${name} without "node:"`);
      else if (!allowed.includes(name)) problems.push(`${file} imports ${name}, not a dependency`);
    }
  }
  const unused = Object.keys(manifest.dependencies ?? {}).filter((name) => !used.has(name));
  return [...problems, ...unused.map((name) => `dependency ${name} is never imported`)];
}

function checkReferences({ path, manifest }: Package): string[] {
  const { references = [] } = readJson<{ references?: { path: string }[] }>(
    join(path, "tsconfig.json"),
  );
  const found = references.map(
    (reference) => readJson<{ name: string }>(join(path, reference.path, "package.json")).name,
  );
  const wanted = workspaceDependencies({ ...manifest.dependencies, ...manifest.devDependencies });
  return wanted.toSorted().join() === found.toSorted().join()
    ? []
    : [`tsconfig references (${found.join(", ")}) differ from dependencies (${wanted.join(", ")})`];
}

function checkReadme({ path }: Package): string[] {
  if (!existsSync(join(path, "README.md"))) return ["README.md is missing"];
  const readme = readFileSync(join(path, "README.md"), "utf8");
  const lines = readme.split("\n").length;
  return [
    ...(lines > 120 ? [`README.md has ${lines} lines; keep it under 120`] : []),
    ...(readme.includes("```ts") ? [] : ["README.md has no executed example"]),
  ];
}

function workspaceDependencies(dependencies: Readonly<Record<string, string>> = {}): string[] {
  return Object.keys(dependencies).filter((name) => name in layers);
}
