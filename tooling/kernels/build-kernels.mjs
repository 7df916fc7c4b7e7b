#!/usr/bin/env node
/**
 * Compiles each `assembly/<name>.ts` named on the command line into `src/generated/<name>.ts`, a module
 * whose exports `baseline` and, with `--relaxed`, `relaxed` are base64 WebAssembly: embedded text loads
 * the same way in Node, workers, browsers and bundlers. The module imports `env.memory` and `env.abort`.
 * Shared sources are imported from `tooling/kernels/assembly/` by relative path.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { main as compileAssembly } from "assemblyscript/asc";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { relaxed: { type: "boolean", default: false } },
});

async function compile(name, features) {
  let binary;
  const { error, stderr } = await compileAssembly(
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
      features,
    ],
    {
      writeFile: (_, data) => {
        binary = data;
      },
    },
  );
  if (error || !binary) {
    process.stderr.write(stderr.toString());
    throw error ?? new Error(`no WebAssembly was written for ${name}`);
  }
  return Buffer.from(binary).toString("base64");
}

const builds = { baseline: "simd", ...(values.relaxed && { relaxed: "simd,relaxed-simd" }) };

mkdirSync("src/generated", { recursive: true });
for (const name of positionals) {
  const lines = Object.entries(builds).map(
    async ([build, features]) => `export const ${build} = "${await compile(name, features)}";\n`,
  );
  // oxlint-disable-next-line no-await-in-loop -- one source at a time
  writeFileSync(`src/generated/${name}.ts`, (await Promise.all(lines)).join(""));
}
