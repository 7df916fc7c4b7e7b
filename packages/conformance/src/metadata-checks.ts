import { priorFrom } from "@retrodict/distributions";
import { matrix } from "@retrodict/matrix";
import type { Plugin, SimulatorEntry } from "@retrodict/spec";
import { check } from "./check.ts";
import { expectData, expectDistinct, expectText } from "./data.ts";
import { expectTrue } from "./expect.ts";
import { checkFields, checkOutputs, checkUnits, expectUnit } from "./fields.ts";
import { defaults } from "./probes.ts";
import type { Check } from "./types.ts";

/** Names of plugins and simulators stand in commands, folders and after `#`. */
const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const VERSION = /^\d+\.\d+\.\d+([-+].+)?$/;

/** What tools look for in a module's `plugin`. */
export function checkPlugin({ specVersion, name, simulators }: Plugin): void {
  expectTrue(specVersion === 1, "specVersion 1 of the plugin", String(specVersion));
  expectTrue(KEBAB.test(name), "a name of the plugin as in my-plugin", JSON.stringify(name));
  expectTrue(simulators.length > 0, "a simulator in the plugin", "none");
  expectDistinct(
    simulators.map(({ info }) => info.id),
    "simulators",
  );
}

/** What a simulator says about itself. */
export function metadataChecks(entry: SimulatorEntry): readonly Check[] {
  return [
    check("says what it is: id, version, description, citations", () => checkIdentity(entry)),
    check("parameters have names, descriptions, and finite bounds around a default", () =>
      checkParameters(entry),
    ),
    check("the default prior is a distribution in which the default parameters lie", () =>
      checkPrior(entry),
    ),
    check("outputs and features have names, descriptions and shapes", () => {
      checkOutputs(entry.info.outputs, "outputs");
      if (entry.summary) checkOutputs(entry.summary().features, "features");
    }),
    check("units are UCUM codes", () => checkAllUnits(entry)),
  ];
}

function checkIdentity({ info }: SimulatorEntry): void {
  expectData(info, "info");
  const { specVersion, id, version, description, citations = [] } = info;
  expectTrue(specVersion === 1, "specVersion 1 of the simulator", String(specVersion));
  expectTrue(KEBAB.test(id), "an id as in my-simulator", JSON.stringify(id));
  expectTrue(VERSION.test(version), "a version as in 1.0.0", JSON.stringify(version));
  expectText(description, "a description of the simulator");
  for (const { title, authors, year } of citations) {
    expectText(title, "the title of a citation");
    expectText(authors, `the authors of ${title}`);
    expectTrue(Number.isInteger(year), `the year of ${title}`, String(year));
  }
}

function checkParameters({ info: { parameters } }: SimulatorEntry): void {
  checkFields(parameters, "parameters");
  expectTrue(parameters.length > 0, "a parameter", "none");
  for (const { name, bounds, default: standard, scale = "linear" } of parameters) {
    const [lower, upper] = bounds;
    expectTrue(
      Number.isFinite(lower) && Number.isFinite(upper) && lower < upper,
      `finite, increasing bounds of ${name}`,
      JSON.stringify(bounds),
    );
    expectTrue(
      lower <= standard && standard <= upper,
      `a default of ${name} between ${lower} and ${upper}`,
      String(standard),
    );
    expectTrue(
      scale === "linear" || (scale === "log" && lower > 0),
      `a scale of ${name}, "linear" or, with a lower bound above zero, "log"`,
      `${scale} from ${lower}`,
    );
  }
}

function checkPrior({ info }: SimulatorEntry): void {
  const standard = defaults(info.parameters);
  const theta = matrix(1, standard.length, standard);
  const [density] = priorFrom(info).logDensity(theta);
  expectTrue(
    Number.isFinite(density),
    "a prior in which the default parameters lie",
    `a log-density of ${density}`,
  );
}

function checkAllUnits(entry: SimulatorEntry): void {
  const { info, options = [], recording } = entry;
  const outputs = [...info.outputs, ...(entry.summary?.().features ?? [])];
  checkUnits([...info.parameters, ...outputs, ...options]);
  checkUnits([...(recording?.columns ?? []), ...(recording?.options ?? [])]);
  for (const { name, axis } of outputs) if (axis) expectUnit(axis.unit, `the axis of ${name}`);
}
