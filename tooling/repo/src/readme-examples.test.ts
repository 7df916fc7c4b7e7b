import { expect, test } from "vitest";
import { exampleProgram } from "./readme-examples.ts";

const readme = [
  "# A package",
  "```ts",
  'import { a } from "a";',
  "export const b = 1;",
  "b + 1; // => 2",
  "```",
  "```sh",
  "not run",
  "```",
  "```ts",
  "a(b); // => [1, 2]",
  "```",
].join("\n");

test("hoists imports, joins ts blocks and turns arrows into assertions", () => {
  const lines = exampleProgram(readme).split("\n");
  expect(lines[1]).toBe('import { a } from "a";');
  expect(lines).toContain("expect(b + 1).toEqual(2);");
  expect(lines).toContain("expect(a(b)).toEqual([1, 2]);");
  expect(lines).toContain("const b = 1;");
  expect(lines.join("\n")).not.toContain("not run");
});
