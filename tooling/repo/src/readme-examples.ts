import type { Plugin } from "vitest/config";

const fence = /```ts\n([\s\S]*?)```/g;
const importLine = /^import [\s\S]*?from "[^"]+";$/gm;
const expectation = /^(.*?);? *\/\/ => (.*)$/gm;

/**
 * Turns a README into a test module: its `ts` blocks run in order as one program, and a line
 * `expression; // => value` becomes an assertion that the expression equals the value.
 */
export function readmeExamples(): Plugin {
  return {
    name: "readme-examples",
    enforce: "pre",
    transform(markdown, id) {
      if (!id.endsWith("/README.md")) return;
      const code = [...markdown.matchAll(fence)].map((match) => match[1]).join("\n");
      const imports = [...code.matchAll(importLine)].map((match) => match[0]);
      const body = code
        .replace(importLine, "")
        .replace(expectation, (_, expression: string, value: string) =>
          expression.trim() === ""
            ? `// => ${value}`
            : `expect(${expression.trim()}).toEqual(${value});`,
        );
      return [
        `import { expect, test } from "vitest";`,
        ...imports,
        `test("README examples run", async () => {`,
        body,
        `});`,
      ].join("\n");
    },
  };
}
