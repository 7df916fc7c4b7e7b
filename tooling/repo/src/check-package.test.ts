import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkPackage, importedPackages } from "./check-package.ts";
import type { Manifest, Package } from "./workspace.ts";

const manifest: Manifest = {
  name: "@retrodict/check",
  version: "0.0.0",
  description: "A package as it should be.",
  license: "MIT",
  type: "module",
  sideEffects: false,
  engines: { node: ">=20.19" },
  files: ["dist"],
  repository: { directory: "packages/check" },
  exports: { ".": "./src/index.ts" },
  publishConfig: {
    access: "public",
    exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
  },
};

function written(changes: Partial<Manifest>, source: string): Package {
  const path = mkdtempSync(join(tmpdir(), "package-"));
  mkdirSync(join(path, "src"));
  writeFileSync(join(path, "src/index.ts"), source);
  writeFileSync(join(path, "README.md"), "```ts\n1; // => 1\n```\n");
  writeFileSync(join(path, "tsconfig.json"), "{}");
  return { folder: "packages/check", path, manifest: { ...manifest, ...changes } };
}

test("finds imported packages, subpaths and types included", () => {
  const source = [
    'import { a } from "./a.ts";',
    'import type { Rng } from "@retrodict/spec";',
    'export * from "piscina/dist";',
    'import fs from "node:fs";',
    'const b = await import("@retrodict/simulate/pool");',
  ].join("\n");
  expect([...importedPackages(source)]).toEqual([
    "@retrodict/spec",
    "piscina",
    "@retrodict/simulate",
  ]);
});

test("accepts a package as it should be", () => {
  expect(checkPackage(written({}, "export const a = 1;\n"), [])).toEqual([]);
});

test("names undeclared imports, unused dependencies, higher layers and wrong metadata", () => {
  const undeclared = written({}, 'import { a } from "left-pad";\n');
  expect(checkPackage(undeclared, []).join()).toContain("imports left-pad, not a dependency");
  const unused = written({ dependencies: { "left-pad": "^1.0.0" } }, "export {};\n");
  expect(checkPackage(unused, []).join()).toContain("left-pad is never imported");
  const upward = written(
    { dependencies: { "@retrodict/nn": "workspace:^" } },
    'import { a } from "@retrodict/nn";\n',
  );
  expect(checkPackage(upward, []).join()).toContain("layer 1 cannot depend on @retrodict/nn");
  expect(checkPackage(written({ license: "ISC" }, ""), []).join()).toContain('must be "MIT"');
  expect(checkPackage(written({ exports: { ".": "./src/b.ts" } }, ""), []).join()).toContain(
    "points at no file",
  );
});
