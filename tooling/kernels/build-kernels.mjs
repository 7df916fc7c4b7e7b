#!/usr/bin/env node
/**
 * Compiles each `assembly/<name>.ts` named on the command line into `src/generated/<name>.ts`, a module
 * whose exports `baseline` and, with `--relaxed`, `relaxed` are base64 WebAssembly: embedded text loads
 * the same way in Node, workers, browsers and bundlers. Shared sources are imported from
 * `@retrodict-tooling/kernels/lib/…` by relative path.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import asc from "assemblyscript/asc";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { relaxed: { type: "boolean", default: false } },
});

async function compile(name, relaxed) {
  const { error, stderr, binary } = await asc
    .main(
      [
        `assembly/${name}.ts`,
        "--outFile",
        "out.wasm",
        "--runtime",
        "stub",
        "-O3",
        "--noAssert",
        "--importMemory",
        "--enable",
        relaxed ? "simd,relaxed-simd" : "simd",
      ],
      { writeFile: (file, data) => (written[file] = data) },
    )
    .then((result) => ({ ...result, binary: written["out.wasm"] }));
  if (error || !binary) {
    process.stderr.write(stderr.toString());
    throw error ?? new Error(`no WebAssembly was written for ${name}`);
  }
  return Buffer.from(binary).toString("base64");
}

const written = {};
mkdirSync("src/generated", { recursive: true });
for (const name of positionals) {
  const builds = [["baseline", false]].concat(values.relaxed ? [["relaxed", true]] : []);
  const lines = [];
  for (const [build, relaxed] of builds) {
    lines.push(`export const ${build} = "${await compile(name, relaxed)}";`);
  }
  writeFileSync(`src/generated/${name}.ts`, `${lines.join("\n")}\n`);
}
