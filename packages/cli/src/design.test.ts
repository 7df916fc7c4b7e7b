import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { DesignRecord } from "./design-file.ts";
import { command, folderWith, line } from "./fixtures/run-command.ts";

const few = [
  "--simulations",
  "200",
  "--evaluations",
  "100",
  "--estimator",
  "mdn",
  "--workers",
  "1",
];

describe("design", () => {
  const cwd = folderWith({
    "candidates.json": '{"loud": {"noiseLevel": 5}, "calm": {"noise-level": 0.1}}',
  });
  const design = (...flags: string[]) => command(cwd, ["design", line, ...few, ...flags]);
  const found = (out: string) =>
    JSON.parse(readFileSync(join(cwd, out, "design.json"), "utf8")) as DesignRecord;

  /** The line of JSON with so many workers. */
  const result = async (workers: string) => {
    const out = `file-${workers}`;
    const argv = ["--candidates", "candidates.json", "--workers", workers, "--out", out];
    const { stdout } = await design(...argv, "--json");
    expect(stdout).toMatch(/^[^\n]+\n$/);
    return { ...JSON.parse(stdout), out: "" };
  };

  test("ranks candidates by what they are expected to tell", async () => {
    const list = "loud: noise-level=5; calm: noise-level=0.1; as-is:";
    const argv = ["--candidates", list, "--noise-level", "1", "--out", "text"];
    const { code, stdout, stderr } = await design(...argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { ranking, verdict, belief } = found("text");
    expect(belief).toBe("the prior");
    expect(ranking.map(({ name }) => name)).toEqual(["calm", "as-is", "loud"]);
    expect(ranking.map(({ options }) => options["noiseLevel"])).toEqual([0.1, 1, 5]);
    expect(verdict.outcome).toBe("clear");
    const [calm] = ranking;
    // The features are Gaussian, their noise 0.1 √(1/20) and 0.1 √(2/10), and the prior is flat over 4 times 10.
    const exact = Math.log(40 / (2 * Math.PI * Math.E * 0.01 * Math.sqrt(0.05 * 0.2)));
    expect(calm.information!).toBeGreaterThan(exact / 2);
    expect(calm.information! - 3 * calm.standardError!).toBeLessThan(exact);
    expect(stdout.split("\n")[0]).toBe(verdict.sentence);
    expect(stdout).toMatch(/\n {2}calm +\d\.\d\d ± 0\.\d\d nats\n/);
    const html = readFileSync(join(cwd, "text/report.html"), "utf8");
    for (const said of [verdict.sentence, "noiseLevel 5 V", "Expected information"])
      expect(html).toContain(said);
    expect(readdirSync(cwd)).not.toContain("text.partial");
  });

  test("reads a file, prints one line of JSON, and gives the same for any number of workers", async () => {
    const one = await result("1");
    expect(one.ranking.map(({ name }: { name: string }) => name)).toEqual(["calm", "loud"]);
    expect(await result("2")).toEqual(one);
  });

  test("goes on from the posterior of a run, which leaves less to learn", async () => {
    const quick = ["--algorithm", "abc", "--simulations", "1000", "--samples", "100"];
    const data = ["--observation", "steep", ...quick, "--out", "run"];
    expect(await command(cwd, ["infer", line, ...data])).toMatchObject({ code: 0 });
    const flags = ["--candidates", "noise-level=1", "--out"];
    expect(await design(...flags, "after", "--from", "run")).toMatchObject({ code: 0 });
    expect(await design(...flags, "before")).toMatchObject({ code: 0 });
    expect(found("after").belief).toBe("the posterior given observation steep");
    const [after, before] = ["after", "before"].map((out) => found(out).ranking[0]);
    expect(after.information! + 3 * after.standardError!).toBeLessThan(before.information!);
  });

  test("says what failed", async () => {
    const list = "sure: mode=works; rough: mode=mostly-throws";
    const { code, stdout } = await design("--candidates", list, "--out", "rough");
    expect(code).toBe(0);
    expect(stdout).toMatch(/rough .* % without output/);
    // Binomial with chance 0.6; five standard errors.
    const { failed } = found("rough").ranking.find(({ name }) => name === "rough")!;
    expect(Math.abs(failed - 0.6)).toBeLessThan(5 * Math.sqrt(0.24 / 100));
  });

  test("refuses a run of another simulator, and leaves nothing behind when interrupted", async () => {
    const candidates = ["--candidates", "mode=works"];
    const bare = ["design", line.replace("#line", "#bare"), ...candidates, "--from", "run"];
    // That has no options.
    expect((await command(cwd, bare)).stderr).toMatch(/bare has no option mode; it has none/);
    const tasks = ["design", "tasks#two-moons", "--candidates", "as-is:", "--from", "run"];
    expect((await command(cwd, tasks)).stderr).toMatch(
      /--from run: its parameters are those of line, not of two-moons; name the simulator/,
    );
    const interrupt = new AbortController();
    interrupt.abort();
    const argv = ["design", line, ...few, ...candidates, "--out", "stopped"];
    expect(await command(cwd, argv, interrupt.signal)).toEqual({
      code: 130,
      stdout: "",
      stderr: "retrodict: interrupted; nothing is kept\n",
    });
    expect(readdirSync(cwd).filter((name) => name.startsWith("stopped"))).toEqual([]);
  });
});
