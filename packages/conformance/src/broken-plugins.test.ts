/** The checks of plugins find what they are for: each breaks one promise of a plugin that keeps them all. */
import type {
  NamedObservation,
  Observation,
  OptionSpec,
  Options,
  OutputSpec,
  Plugin,
  RecordingReader,
  Simulator,
  SimulatorEntry,
  SimulatorInfo,
  SummaryStatistic,
} from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { decayEntry as right, decayPlugin } from "./fixtures/decay-plugin.ts";
import { pluginChecks, type PluginChecksOptions } from "./index.ts";

function failing(plugin: Plugin, options?: PluginChecksOptions): readonly string[] {
  return pluginChecks(plugin, options)
    .filter(({ run }) => {
      try {
        run();
        return false;
      } catch {
        return true;
      }
    })
    .map(({ name }) => name.replace(/^.*decay: /, ""));
}

const pluginOf = (entry: SimulatorEntry): Plugin => ({ ...decayPlugin, simulators: [entry] });

/** The entry whose metadata say something else, before and after it is made. */
function withInfo(change: Partial<SimulatorInfo>): SimulatorEntry {
  return {
    ...right,
    info: { ...right.info, ...change },
    create(options) {
      const simulator = right.create(options);
      return { ...simulator, info: { ...simulator.info, ...change } };
    },
  };
}

function withParameter(change: object): SimulatorEntry {
  const [tau, noise] = right.info.parameters;
  return withInfo({ parameters: [{ ...tau, ...change }, noise] });
}

const withPrior = (laws: readonly object[]) => withInfo({ prior: { kind: "product", laws } });

const withOutput = (change: object) =>
  withInfo({ outputs: [{ ...right.info.outputs[0], ...change }] });

const withOption = (change: object): SimulatorEntry => ({
  ...right,
  options: [{ ...right.options![0], ...change }, ...right.options!.slice(1)],
});

type Simulate = Simulator["simulate"];

/** The entry that simulates otherwise; `make` is called for each instance. */
const simulating = (make: (simulate: Simulate) => Simulate): SimulatorEntry => ({
  ...right,
  create(options) {
    const simulator = right.create(options);
    return { ...simulator, simulate: make(simulator.simulate) };
  },
});

type Compute = SummaryStatistic["compute"];

const summarising = (make: (compute: Compute) => Compute): SimulatorEntry => ({
  ...right,
  summary(options) {
    const statistic = right.summary!(options);
    return { ...statistic, compute: make(statistic.compute) };
  },
});

const withRecording = (change: Partial<RecordingReader>): SimulatorEntry => ({
  ...right,
  recording: { ...right.recording!, ...change },
});

const withObservation = (change: Partial<NamedObservation>): SimulatorEntry => ({
  ...right,
  observations: [{ ...right.observations![0], ...change }],
});

const loading = (change: (observation: Observation) => Partial<Observation>) => {
  const { load } = right.observations![0];
  return withObservation({ load: () => ({ ...load(), ...change(load()) }) });
};

const identity = "says what it is: id, version, description, citations";
const parameters = "parameters have names, descriptions, and finite bounds around a default";
const prior = "the default prior is a distribution in which the default parameters lie";
const outputs = "outputs and features have names, descriptions and shapes";
const units = "units are UCUM codes";
const options = "options have names, descriptions, and defaults that they allow";
const made = "made without options or with their defaults, it is what its metadata says";
const choices = "takes every choice of an option, with the same parameters";
const unknown = "refuses options it does not have";
const written = "writes every number of a row, nothing else, and leaves theta as it is";
const finite = "numbers are finite, or NaN where the model gives no value";
const returned = "returns nothing, or in words why a row or its features have NaN";
const somewhere = "some simulation gives a value of every feature";
const stray = "parameters that make no sense give NaN, or are refused";
const same = "the same stream and parameters give the same row";
const history = "a row does not depend on what was simulated before, or by which instance";
const sources = "asks neither clocks nor random numbers other than the stream";
const features = "the summary writes every feature, nothing else, and leaves the output as it is";
const sameFeatures = "the same output has the same features, whatever was summarised before";
const failed = "the summary of a failed simulation is NaN, not an error";
const lengths = "the summary refuses rows of another length";
const columns = "a recording's columns and options have names, descriptions and defaults";
const lacking = "refuses a recording that lacks a column, and names it";
const named = "observations have names and descriptions";
const form = "observation clean has the form of the simulator's output";
const valued = "observation clean has a value of every feature";
const reload = "observation clean loads the same again, as data of its own";

let shared = 0;

const known = (given: Options) =>
  Object.fromEntries(Object.entries(given).filter(([name]) => name !== "no-such-option"));

const breakages: readonly (readonly [string, string, SimulatorEntry])[] = [
  ["an id with a space", identity, withInfo({ id: "radioactive decay" })],
  ["a version in words", identity, withInfo({ version: "first" })],
  ["no description", identity, withInfo({ description: " " })],
  [
    "a citation of no year",
    identity,
    withInfo({ citations: [{ title: "a", authors: "b", year: Number.NaN }] }),
  ],
  ["a function in its metadata", identity, withInfo({ citations: [(() => 1) as never] })],
  ["a parameter's name with a comma", parameters, withParameter({ name: "tau,s" })],
  ["one name for two parameters", parameters, withParameter({ name: "noise" })],
  ["a parameter without description", parameters, withParameter({ description: "" })],
  ["bounds the wrong way round", parameters, withParameter({ bounds: [10, 0.1] })],
  ["an infinite bound", parameters, withParameter({ bounds: [0.1, Infinity] })],
  ["a default outside the bounds", parameters, withParameter({ default: 11 })],
  ["a logarithmic scale from zero", parameters, withParameter({ bounds: [0, 10] })],
  ["no parameters", parameters, withInfo({ parameters: [] })],
  ["a prior of fewer dimensions", prior, withPrior([{ kind: "uniform", lower: 0.1, upper: 10 }])],
  [
    "a prior away from the defaults",
    prior,
    withPrior([
      { kind: "uniform", lower: 2, upper: 10 },
      { kind: "uniform", lower: 0, upper: 1 },
    ]),
  ],
  ["a shape of zero", outputs, withOutput({ shape: [0] })],
  ["an axis of a scalar", outputs, withOutput({ shape: [] })],
  [
    "an axis without a step",
    outputs,
    withOutput({ axis: { name: "time", unit: "s", start: 0, step: 0 } }),
  ],
  ["no outputs", outputs, withInfo({ outputs: [] })],
  [
    "one name for two features",
    outputs,
    {
      ...right,
      summary: () => ({
        ...right.summary!(),
        features: Array(2).fill(right.summary!().features[0]) as OutputSpec[],
      }),
    },
  ],
  ["a parameter in seconds, spelled out", units, withParameter({ unit: "seconds" })],
  ["an output without unit", units, withOutput({ unit: "" })],
  [
    "an axis in years, spelled out",
    units,
    withOutput({ axis: { name: "time", unit: "yr", start: 0, step: 1 } }),
  ],
  ["an option's unit of its own", units, withOption({ unit: "sec" })],
  [
    "a column in °C",
    units,
    withRecording({ columns: [{ ...right.recording!.columns[0], unit: "°C" }] }),
  ],
  ["an option in camel case", options, withOption({ name: "timeStep" })],
  ["an option that denies another", options, withOption({ name: "no-noise" })],
  ["an option's default outside its bounds", options, withOption({ default: 3 })],
  ["an option's default of another type", options, withOption({ default: "0.5" })],
  ["an option that must be given", options, withOption({ default: undefined, required: true })],
  [
    "an option that the recording declares otherwise",
    options,
    withRecording({ options: [{ ...right.options![0], unit: "ms" }] }),
  ],
  ["metadata of another simulator", made, { ...right, info: { ...right.info, version: "2.0.0" } }],
  ["a default that is not the one it uses", made, withOption({ default: 0.25 })],
  [
    "a choice it does not take",
    choices,
    {
      ...right,
      options: [{ ...right.options![1], choices: ["normal", "cauchy"] } as OptionSpec],
      create: (given = {}) =>
        given["noise-kind"] === "cauchy" ? refuse("got cauchy") : right.create(given),
    },
  ],
  [
    "parameters that depend on options",
    choices,
    {
      ...right,
      create: (given = {}) =>
        (given.inverted === true ? withParameter({ default: 2 }) : right).create(given),
    },
  ],
  [
    "options it takes no notice of",
    unknown,
    { ...right, create: (given = {}) => right.create(known(given)) },
  ],
  [
    "options its summary takes no notice of",
    unknown,
    { ...right, summary: (given = {}) => right.summary!(known(given)) },
  ],
  [
    "a number it never writes",
    written,
    simulating((simulate) => (rng, theta, out) => {
      const kept = out[3];
      const reason = simulate(rng, theta, out);
      out[3] = kept;
      return reason;
    }),
  ],
  [
    "a number beside the row",
    written,
    simulating((simulate) => (rng, theta, out) => {
      new Float64Array(out.buffer, out.byteOffset)[out.length] = 0;
      return simulate(rng, theta, out);
    }),
  ],
  [
    "theta sorted in place",
    written,
    simulating((simulate) => (rng, theta, out) => {
      const reason = simulate(rng, theta, out);
      theta.sort();
      return reason;
    }),
  ],
  [
    "an error where the noise is large",
    finite,
    simulating(
      (simulate) => (rng, theta, out) =>
        theta[1] === 1 ? refuse("too noisy") : simulate(rng, theta, out),
    ),
  ],
  [
    "an infinity",
    finite,
    simulating((simulate) => (rng, theta, out) => {
      const reason = simulate(rng, theta, out);
      if (theta[1] === 1) out[2] = Infinity;
      return reason;
    }),
  ],
  [
    "a promise",
    returned,
    simulating(
      (simulate) =>
        (async (...row: Parameters<Simulate>) => simulate(...row)) as unknown as Simulate,
    ),
  ],
  [
    "a reason for a row that is right",
    returned,
    simulating((simulate) => (...row) => {
      simulate(...row);
      return "all is well";
    }),
  ],
  [
    "an empty reason",
    returned,
    simulating(() => (_, __, out) => {
      out.fill(Number.NaN);
      return "";
    }),
  ],
  [
    "NaN everywhere",
    somewhere,
    simulating(() => (_, __, out) => {
      out.fill(Number.NaN);
    }),
  ],
  [
    "a type error where theta is NaN",
    stray,
    simulating((simulate) => (rng, theta, out) => {
      if (Number.isNaN(theta[0])) throw new TypeError("no such table");
      return simulate(rng, theta, out);
    }),
  ],
  [
    "values where theta is NaN",
    stray,
    simulating((simulate) => (rng, theta, out) => {
      const reason = simulate(rng, theta, out);
      out.forEach((value, i) => (out[i] = value || 0));
      return Number.isNaN(theta[0]) ? undefined : reason;
    }),
  ],
  [
    "noise from elsewhere",
    same,
    simulating((simulate) => (rng, theta, out) => {
      const reason = simulate(rng, theta, out);
      out[0] += 1e-9 * Math.random();
      return reason;
    }),
  ],
  [
    "a state that outlives a row",
    history,
    simulating((simulate) => {
      let last = 0;
      return (rng, theta, out) => {
        const reason = simulate(rng, theta, out);
        out[0] += 1e-9 * (last || 0);
        [last] = theta;
        return reason;
      };
    }),
  ],
  [
    "a state that instances share",
    history,
    simulating((simulate) => {
      const serial = shared++;
      return (rng, theta, out) => {
        const reason = simulate(rng, theta, out);
        out[0] += serial;
        return reason;
      };
    }),
  ],
  [
    "a look at the clock",
    sources,
    simulating(
      (simulate) =>
        (...row) =>
          Date.now() < 0 ? undefined : simulate(...row),
    ),
  ],
  [
    "a random number that it does not use",
    sources,
    simulating(
      (simulate) =>
        (...row) =>
          Math.random() < 0 ? undefined : simulate(...row),
    ),
  ],
  [
    "a feature it never writes",
    features,
    summarising((compute) => (raw, out) => {
      const kept = out[0];
      compute(raw, out);
      out[0] = kept;
    }),
  ],
  [
    "an infinite feature",
    features,
    summarising((compute) => (raw, out) => {
      compute(raw, out);
      out[0] = 1 / 0;
    }),
  ],
  [
    "its output sorted",
    features,
    summarising((compute) => (raw, out) => {
      compute(raw, out);
      raw.sort();
    }),
  ],
  [
    "features that remember",
    sameFeatures,
    summarising((compute) => {
      let calls = 0;
      return (raw, out) => {
        compute(raw, out);
        out[0] += calls++;
      };
    }),
  ],
  [
    "NaN counted as no spike",
    failed,
    summarising((compute) => (raw, out) => {
      compute(raw, out);
      out.forEach((value, i) => (out[i] = value || 0));
    }),
  ],
  [
    "an error at NaN",
    failed,
    summarising(
      (compute) => (raw, out) => (raw.includes(Number.NaN) ? refuse("NaN") : compute(raw, out)),
    ),
  ],
  [
    "outputs of any length",
    lengths,
    summarising((compute) => (raw, out) => compute(new Float64Array(12).fill(raw[0]), out)),
  ],
  [
    "features of any length",
    lengths,
    summarising((compute) => (raw, out) => {
      const whole = new Float64Array(3);
      compute(raw, whole);
      out.set(whole.subarray(0, out.length));
    }),
  ],
  ["a recording of no columns", columns, withRecording({ columns: [] })],
  [
    "a recording's option without description",
    columns,
    withRecording({ options: [{ ...right.recording!.options[0], description: "" }] }),
  ],
  [
    "columns taken by their order",
    lacking,
    withRecording({ read: ({ columns: [first] }) => ({ options: {}, raw: first.data }) }),
  ],
  ["an error that names no column", lacking, withRecording({ read: () => refuse("bad file") })],
  ["an observation without description", named, withObservation({ description: "" })],
  ["an observation too short", form, loading(({ raw }) => ({ raw: raw.subarray(1) }))],
  ["an observation whose options it refuses", form, loading(() => ({ options: { time: 1 } }))],
  [
    "an observation whose options no thread gets",
    form,
    loading(() => ({ options: { "time-step": () => 1 } })),
  ],
  ["an observation with parameters missing", form, loading(() => ({ theta: Float64Array.of(1) }))],
  ["an observation with a gap", valued, loading(({ raw }) => ({ raw: raw.with(0, Number.NaN) }))],
];

function refuse(message: string): never {
  throw new Error(message);
}

describe("a plugin with", () => {
  test("nothing broken passes", () => {
    expect(failing(decayPlugin)).toEqual([]);
  });
  test.each(breakages)("%s fails: %s", (_, name, entry) => {
    expect(failing(pluginOf(entry))).toContain(name);
  });
  test("an observation that is handed out twice fails", () => {
    const kept = right.observations![0].load();
    expect(failing(pluginOf(withObservation({ load: () => kept })))).toContain(reload);
  });
  test("a name, or simulators, that tools cannot use fails", () => {
    const name = "the plugin has a name, and simulators with ids of their own";
    for (const broken of [
      { ...decayPlugin, name: "My plugin" },
      { ...decayPlugin, specVersion: 2 as 1 },
      { ...decayPlugin, simulators: [] },
      { ...decayPlugin, simulators: [right, right] },
    ])
      expect(failing(broken)).toContain(name);
  });
  test("a long experiment passes when it is simulated under options that make it short", () => {
    const long: SimulatorEntry = {
      ...right,
      create: (given = {}) =>
        given["time-step"] === 2
          ? right.create(given)
          : { ...right.create(given), simulate: () => refuse("too long") },
    };
    const options = { decay: { "time-step": 2 } };
    expect(failing(pluginOf(long), { options })).toEqual(["a simulation takes less than 10 s"]);
    expect(failing(pluginOf(long))).toContain(written);
  });
  test("a reason why a feature has no value passes", () => {
    const silent: SimulatorEntry = {
      ...simulating((simulate) => (rng, theta, out) => {
        simulate(rng, theta, out);
        return out[0] < 1 ? "it does not begin at one" : undefined;
      }),
      summary(options) {
        const { features, compute } = right.summary!(options);
        return {
          features,
          compute(raw, out) {
            compute(raw, out);
            if (raw[0] < 1) out[1] = Number.NaN;
          },
        };
      },
    };
    expect(failing(pluginOf(silent))).not.toContain(returned);
  });
  test("a simulation longer than its budget fails", () => {
    const slow = simulating((simulate) => (...row) => {
      for (const end = performance.now() + 2; performance.now() < end;);
      return simulate(...row);
    });
    const name = "a simulation takes less than 0.001 s";
    expect(failing(pluginOf(slow), { secondsPerSimulation: 0.001 })).toContain(name);
    expect(failing(decayPlugin, { secondsPerSimulation: 1 })).toEqual([]);
  });
});
