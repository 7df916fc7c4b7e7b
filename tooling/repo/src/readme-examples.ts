import { transformWithOxc, type Plugin } from "vite";

const fence = /```ts\n([\s\S]*?)```/g;
const importLine = /^import [\s\S]*?from "[^"]+";$/gm;
const exported = /^export (?=const |function )/gm;
const expectation = /^(.+?);? *\/\/ => (.*)$/gm;

/**
 * The test module a README stands for: its `ts` blocks run in order as one program, inside a test, where nothing is
 * exported; a line `expression; // => value` becomes an assertion that the expression equals the value.
 */
export function exampleProgram(readme: string): string {
  const code = [...readme.matchAll(fence)].map((match) => match[1]).join("\n");
  const imports = [...code.matchAll(importLine)].map((match) => match[0]);
  const body = code
    .replace(importLine, "")
    .replace(exported, "")
    .replace(
      expectation,
      (_, expression: string, value: string) => `expect(${expression.trim()}).toEqual(${value});`,
    );
  return [
    `import { expect, test } from "vitest";`,
    ...imports,
    `test("README examples run", async () => {`,
    body,
    `});`,
  ].join("\n");
}

/** Lets vitest run README files as tests. */
export function readmeExamples(): Plugin {
  return {
    name: "readme-examples",
    enforce: "pre",
    transform: (source, id) =>
      id.endsWith("/README.md") ? transformWithOxc(exampleProgram(source), `${id}.ts`) : undefined,
  };
}
