import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { command, folderWith, line } from "./fixtures/run-command.ts";

const cwd = folderWith();
const output = async (...argv: string[]) => {
  const { code, stdout, stderr } = await command(cwd, argv);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
};

const flipped = async (out: string, ...flags: string[]) => {
  await output("simulate", line, "--simulations", "1", "--out", out, ...flags);
  const { configuration } = JSON.parse(readFileSync(join(cwd, out, "run.json"), "utf8"));
  return configuration.options.flipped;
};

test("numbers are shown with six digits, and an option with its choices", async () => {
  const text = await output("describe", "pyloric");
  expect(text).toMatch(/\n {2}AB_LP +-18\.4207 to -4\.60517 /);
  expect(text).toMatch(/\n {2}--gates +default tables +.* One of tables, formulas\.\n/);
});

describe("what a plugin's metadata become", () => {
  test("describe shows parameters, features, options, columns and observations", async () => {
    const text = await output("describe", line);
    expect(text).toMatch(/^line 2\.1\.0: A straight line with noise\.\n/);
    expect(text).toMatch(/\n {2}slope +-2 to 2 +V\/s +Rise per second\.\n/);
    expect(text).toMatch(/\n {2}rise +V +Last half's mean/);
    expect(text).toMatch(/\n {2}--noise-level +V +default 0\.1 +Standard deviation/);
    expect(text).toMatch(/\n {2}--gain +required +Amplification/);
    expect(text).toMatch(/\n {2}drive_A +A +Current that drove it\.\n/);
    expect(text).toMatch(/\n {2}steep +Slope 1\.5/);
  });

  test("describe --json gives the same as data, for every simulator", async () => {
    const { simulators } = JSON.parse(
      await output("describe", line.replace("#line", ""), "--json"),
    );
    expect(simulators.map(({ id }: { readonly id: string }) => id)).toEqual(["line", "bare"]);
    expect(simulators[0]).toMatchObject({
      parameters: [{ name: "slope", bounds: [-2, 2] }, { name: "offset" }],
      features: [{ name: "mean" }, { name: "rise" }],
      recording: { options: [{ name: "gain" }] },
      observations: [{ name: "steep" }],
    });
    expect(simulators[1].recording).toBeUndefined();
  });

  test("infer --help turns options into flags with units and defaults", async () => {
    const help = (await output("infer", line, "--help")).replaceAll(/\s+/g, " ");
    expect(help).toContain("--noise-level <V> Standard deviation of the noise (default: 0.1)");
    expect(help).toContain("--mode <works|throws|mostly-throws|slow> How it behaves");
    expect(help).toContain("--flipped [true|false] Upside down (default: false)");
    expect(help).toContain("--gain <number> Amplification, divided out ");
    expect(help).toContain("slope -2 to 2 V/s Rise per second.");
  });

  test("a boolean flag needs no value and takes one", async () => {
    expect(await flipped("bare", "--flipped")).toBe(true);
    expect(await flipped("false", "--flipped", "false")).toBe(false);
    expect(await flipped("none")).toBe(false);
  });
});

test("list names the bundled simulators", async () => {
  const list = await output("list");
  expect(list).toMatch(/^ {2}hodgkin-huxley {2,}\S/);
  // The simulator of the plugin's own name needs no other.
  expect(list).toMatch(/\n {2}pyloric {2,}\S/);
  expect(list).toMatch(/\n {2}lif-network#brunel {2}/);
  expect(JSON.parse(await output("list", "--json"))[0].name).toBe("hodgkin-huxley");
});

test("help and version are results, not errors", async () => {
  expect(await output()).toMatch(/^Usage: retrodict/);
  expect(await output("infer", "--help")).toContain("--observed <file>");
  expect(await output("--version")).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("a plugin is found as a package of the working directory", async () => {
  const folder = join(cwd, "node_modules/retrodict-plugin-line");
  mkdirSync(folder, { recursive: true });
  const source = fileURLToPath(new URL("./fixtures/line-plugin.ts", import.meta.url));
  writeFileSync(join(folder, "index.js"), `export { plugin } from ${JSON.stringify(source)};\n`);
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({
      name: "retrodict-plugin-line",
      type: "module",
      exports: { default: "./index.js" },
    }),
  );
  expect(await output("describe", "retrodict-plugin-line#line")).toMatch(/^line 2\.1\.0/);
});
