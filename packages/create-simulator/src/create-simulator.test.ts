import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { assertName, createSimulator } from "./index.ts";

const scratch = () => mkdtempSync(join(tmpdir(), "create-"));
const { version: own } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };
const main = fileURLToPath(new URL("main.ts", import.meta.url));

describe("createSimulator", () => {
  test("writes the whole template under the new names", () => {
    const folder = join(scratch(), "new");
    const files = createSimulator({ name: "@lab/tide-gauge", folder });
    const found = readdirSync(folder, { recursive: true, encoding: "utf8" });
    expect(found.filter((name) => name !== "src").toSorted()).toEqual(files.toSorted());
    expect(files).toContain(".gitignore");
    const text = Object.fromEntries(
      files.map((name) => [name, readFileSync(join(folder, name), "utf8")]),
    );
    expect(Object.values(text).join()).not.toMatch(/my-simulator|workspace:/);
    expect(text["src/index.ts"]).toContain('id: "tide-gauge"');
    const manifest = JSON.parse(text["package.json"]) as Record<string, Record<string, string>>;
    expect(manifest.name).toBe("@lab/tide-gauge");
    expect(manifest.scripts.infer).toContain("retrodict infer @lab/tide-gauge ");
    const ours = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([name]) => name.startsWith("@retrodict/"),
    );
    expect(ours.length).toBeGreaterThan(3);
    for (const [, version] of ours) expect(version).toBe(`^${own}`);
  });

  test("refuses a folder that holds something, and leaves it alone", () => {
    const folder = scratch();
    writeFileSync(join(folder, "thesis.txt"), "");
    expect(() => createSimulator({ name: "tide-gauge", folder })).toThrow(/empty folder/);
    expect(readdirSync(folder)).toEqual(["thesis.txt"]);
  });
});

test.each([
  "My-Model",
  "my_model",
  "2d-model",
  "",
  "../escape",
  "@lab/",
  "http",
  "node_modules",
  "a".repeat(215),
])("the name %j is refused", (name) => {
  expect(() => assertName(name)).toThrow(/expected a name as my-model/);
});

describe("the command", () => {
  test("writes a project into a folder of its name and says how to go on", () => {
    const cwd = scratch();
    const said = execFileSync(process.execPath, [main, "@lab/tide-gauge"], {
      cwd,
      encoding: "utf8",
    });
    expect(said).toContain("cd tide-gauge");
    expect(readdirSync(join(cwd, "tide-gauge"))).toContain("package.json");
  });

  test.each([
    [[], /^create-simulator: expected the name of a package/],
    [["No Name"], /^create-simulator: expected a name as my-model/],
  ])("with %j, and no one to ask, is one line of error", (args, message) => {
    const { status, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(status).toBe(2);
  });
});
