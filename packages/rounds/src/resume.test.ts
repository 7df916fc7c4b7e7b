/** A run is stopped at every step it takes, then resumed; the result must be that of a run nobody stopped. */
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { stream } from "@retrodict/random";
import { inProcess } from "@retrodict/simulate";
import type { BatchSimulator, InferenceAlgorithm, Matrix } from "@retrodict/spec";
import { afterAll, describe, expect, test } from "vitest";
import { conjugate, gaussian, prior, type ConjugateFit } from "./fixtures/conjugate.ts";
import { savedConjugate } from "./fixtures/saved-conjugate.ts";
import { folderStore } from "./folder.ts";
import { memoryStore, runRounds, type RoundStore, type RoundsOptions } from "./index.ts";

const observed = Float64Array.of(2);
const simulator = inProcess(gaussian);

/** Stops everything at its `limit`-th step, once. */
function saboteur(limit: number) {
  let steps = 0;
  const step = (): void => {
    if (++steps === limit) throw new Error("power cut");
  };
  return { step, steps: () => steps };
}

function sabotaged(algorithm: InferenceAlgorithm<ConjugateFit>, step: () => void) {
  const store = memoryStore();
  const failing: RoundStore = {
    async read(name) {
      step();
      return store.read(name);
    },
    async write(name, bytes) {
      step();
      await store.write(name, bytes);
      step();
    },
  };
  const faulty: BatchSimulator = {
    ...simulator,
    async simulateBatch(rng, theta, options) {
      step();
      return simulator.simulateBatch(rng, theta, options);
    },
  };
  const fits: InferenceAlgorithm<ConjugateFit> = {
    ...algorithm,
    async fit(rng, rounds, options) {
      step();
      return algorithm.fit(rng, rounds, options);
    },
  };
  return (options: Partial<RoundsOptions<ConjugateFit>> = {}, simulate = faulty) =>
    runRounds(
      stream(1),
      { simulator: simulate, prior, algorithm: fits, observed },
      { rounds: 3, simulationsPerRound: 100, store: failing, ...options },
    );
}

async function outcome(run: ReturnType<ReturnType<typeof sabotaged>>) {
  const { rounds, posterior, fit } = await run;
  const { samples } = await posterior!.sample(stream(9), 50);
  return { rounds: rounds.map(({ theta, x }) => ({ theta, x })), params: fit!.params, samples };
}

describe.each([conjugate, savedConjugate])("$name", (algorithm) => {
  test("resumed after a stop at any step, a run gives the same bytes", async () => {
    const counter = saboteur(Infinity);
    const expected = await outcome(sabotaged(algorithm, counter.step)());
    const total = counter.steps();
    expect(total).toBeGreaterThan(30);
    for (let limit = 1; limit <= total; limit++) {
      const run = sabotaged(algorithm, saboteur(limit).step);
      await expect(run()).rejects.toThrow("power cut");
      expect(await outcome(run())).toEqual(expected);
    }
  });

  test("a store changes nothing, and a finished run is read back without simulating", async () => {
    const run = sabotaged(algorithm, () => {});
    const expected = await outcome(run());
    const study = { simulator, prior, algorithm, observed };
    const options = { rounds: 3, simulationsPerRound: 100 };
    const without = await outcome(runRounds(stream(1), study, options));
    expect(without).toEqual(expected);
    const never: BatchSimulator = {
      ...simulator,
      simulateBatch: () => Promise.reject(new Error("simulated again")),
    };
    expect(await outcome(run({}, never))).toEqual(expected);
  });
});

test("an abort is resumed like a crash, and its unfinished rows are run again", async () => {
  const run = sabotaged(conjugate, () => {});
  const expected = await outcome(run());
  const other = sabotaged(conjugate, () => {});
  const controller = new AbortController();
  const stopped = await other({
    signal: controller.signal,
    onProgress: (phase, done) => phase === "simulate" && done > 40 && controller.abort(),
  });
  expect(stopped.stoppedBy).toBe("signal");
  expect(await outcome(other())).toEqual(expected);
});

test("what is damaged is made again", async () => {
  const store = memoryStore();
  const damaging: RoundStore = {
    read: store.read,
    async write(name, bytes) {
      const broken = bytes.slice();
      if (!name.startsWith("run")) broken[broken.length - 1] ^= 1;
      await store.write(name, broken);
    },
  };
  const expected = await outcome(sabotaged(savedConjugate, () => {})());
  const run = sabotaged(savedConjugate, () => {});
  const notes: string[] = [];
  const onNote = (note: string) => notes.push(note);
  expect(await outcome(run({ store: damaging, onNote }))).toEqual(expected);
  expect(notes).toEqual([]);
  expect(await outcome(run({ store: damaging, onNote }))).toEqual(expected);
  expect(notes.slice(0, 4)).toEqual(
    ["theta", "x-0", "x-32", "fit"].map(
      (item) => `round-0-${item} in the store is damaged and is made again.`,
    ),
  );
});

test("half a header before anything else is written anew; with simulations it is refused", async () => {
  const store = memoryStore();
  const run = sabotaged(conjugate, () => {});
  await store.write("run", Uint8Array.of(1, 2, 3));
  await run({ store });
  await store.write("run", Uint8Array.of(1, 2, 3));
  await expect(run({ store })).rejects.toThrow("got one where that is damaged");
});

test("a store of another run is refused, naming what differs", async () => {
  const store = memoryStore();
  const run = sabotaged(conjugate, () => {});
  await run({ store });
  await expect(run({ store, simulationsPerRound: 200 })).rejects.toThrow(
    "got one with another simulationsPerRound (100, now 200)",
  );
  await expect(run({ store, fit: { epochs: 3 } })).rejects.toThrow("another fit");
  const { rounds } = await run({ rounds: 1 });
  await expect(run({ store, initial: rounds })).rejects.toThrow("another initial ([], now");
  const kept = memoryStore();
  await run({ store: kept, initial: rounds });
  const [{ theta, x }] = rounds;
  const others = [{ ...rounds[0], x: { ...x, data: x.data.map((value) => value + 1) } }];
  expect(others[0].theta).toBe(theta);
  await expect(run({ store: kept, initial: others })).rejects.toThrow("another initial");
  // More rounds go on from those there are.
  expect((await run({ store, rounds: 4 })).rounds).toHaveLength(4);
});

test("a run belongs to the key of its stream, whatever was drawn from it", async () => {
  const store = memoryStore();
  const study = { simulator, prior, algorithm: conjugate, observed };
  const options = { simulationsPerRound: 20, store };
  await runRounds(stream(1), study, options);
  const used = stream(1);
  used.uniform();
  await runRounds(used, study, options);
  await expect(runRounds(stream(2), study, options)).rejects.toThrow("another stream");
});

test("theta that was drawn from something else is refused, as what made it cannot be compared", async () => {
  const store = memoryStore();
  const study = { simulator, prior, algorithm: conjugate, observed };
  const options = { simulationsPerRound: 20, rounds: 2, store };
  await runRounds(stream(1), study, options);
  await expect(runRounds(stream(1), study, { ...options, propose: () => "prior" })).rejects.toThrow(
    "got draws from something else",
  );
  const { config: _, ...asCode } = prior;
  const wider = {
    ...asCode,
    logDensity: (theta: Matrix) => prior.logDensity(theta).map((v) => v - 1),
  };
  const fresh = memoryStore();
  await runRounds(stream(1), { ...study, prior: asCode }, { ...options, store: fresh });
  await expect(
    runRounds(stream(1), { ...study, prior: wider }, { ...options, store: fresh }),
  ).rejects.toThrow("got draws from something else");
});

describe("a process that is killed", () => {
  const folders: string[] = [];
  const folder = (): string => {
    const path = mkdtempSync(join(tmpdir(), "retrodict-rounds-"));
    folders.push(path);
    return path;
  };
  afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true })));
  const script = fileURLToPath(new URL("fixtures/run-in-folder.ts", import.meta.url));
  const run = (path: string) => promisify(execFile)(process.execPath, [script, path]);

  /** Runs until it says that it has come to `place`, and kills it there. */
  function kill(path: string, place: string): Promise<void> {
    const child = spawn(process.execPath, [script, path, place], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    child.stdout.once("data", () => child.kill("SIGKILL"));
    return new Promise((resolve) => child.once("close", () => resolve()));
  }

  test("in each phase, leaves what resumes to the same bytes", async () => {
    const whole = folder();
    const { stdout: expected } = await run(whole);
    for (const place of ["propose 1", "simulate 0", "simulate 2", "train 1", "train 2"]) {
      const path = folder();
      await kill(path, place);
      expect((await run(path)).stdout).toBe(expected);
      for (const name of readdirSync(path).filter((file) => file.includes("theta"))) {
        expect(readFileSync(join(path, name))).toEqual(readFileSync(join(whole, name)));
      }
    }
  }, 60_000);

  test("a folder that cannot be used is an error", async () => {
    const store = folderStore("/dev/null/nowhere");
    await expect(store.write("x", Uint8Array.of(1))).rejects.toThrow("choose another folder");
    expect(await folderStore(join(tmpdir(), "retrodict-none")).read("x")).toBeUndefined();
  });
});
