/** The program `epidemic.py` as a plugin: its metadata, how it is started, and data to explain. */
import { fileURLToPath } from "node:url";
import { resolveOptions } from "@retrodict/check";
import { externalProgram } from "@retrodict/external";
import type { Options, OptionSpec, Plugin, SimulatorEntry, SimulatorInfo } from "@retrodict/spec";

const info: SimulatorInfo = {
  specVersion: 1,
  id: "epidemic",
  version: "1.0.0",
  description: "A stochastic SIR epidemic in a closed population",
  parameters: [
    {
      name: "beta",
      unit: "/d",
      symbol: "β",
      description: "Infections a day by one infected among susceptible people",
      bounds: [0.5, 5],
      default: 1.8,
      scale: "log",
    },
    {
      name: "gamma",
      unit: "/d",
      symbol: "γ",
      description: "Rate of recovery",
      bounds: [0.1, 2],
      default: 0.45,
      scale: "log",
    },
  ],
  outputs: [
    {
      name: "infected",
      unit: "1",
      description: "Infected people at the end of the day",
      shape: [14],
      axis: { name: "day", unit: "d", start: 1, step: 1 },
    },
  ],
};

const options = [
  {
    name: "population",
    unit: "1",
    type: "number",
    default: 763,
    bounds: [1, 1e6],
    description: "People",
  },
  {
    name: "infected",
    unit: "1",
    type: "number",
    default: 1,
    bounds: [0, 1e6],
    description: "Of these, infected at the start",
  },
] as const satisfies readonly OptionSpec[];

const epidemic: SimulatorEntry = {
  info,
  options,
  create: (given: Options = {}) =>
    externalProgram({
      info,
      command: "python3",
      args: [fileURLToPath(new URL("epidemic.py", import.meta.url))],
      options: resolveOptions(options, given, "epidemic"),
      timeoutSeconds: 60,
    }),
  observations: [
    {
      name: "boarding-school",
      description: "Boys in bed with influenza in an English boarding school, 22 January 1978 on",
      load: () => ({
        options: {},
        raw: Float64Array.of(3, 8, 26, 76, 225, 298, 258, 233, 189, 128, 68, 29, 14, 4),
      }),
    },
  ],
};

export const plugin: Plugin = { specVersion: 1, name: "external-python", simulators: [epidemic] };
