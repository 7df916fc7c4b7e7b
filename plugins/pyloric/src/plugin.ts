import type { Options, Plugin, SimulatorEntry } from "@retrodict/spec";
import { observations } from "./observations.ts";
import type { Q10s } from "./parameters.ts";
import { pyloricOptions, resolveProtocol, type PyloricOptions } from "./protocol.ts";
import { pyloric } from "./simulator.ts";
import { pyloricSummary } from "./statistics/index.ts";

/** The network with the parameters of a choice of Q10s. */
function entry(q10: Q10s): SimulatorEntry {
  return Object.freeze({
    info: pyloric({}, q10).info,
    options: pyloricOptions,
    create: (options: Options = {}) => pyloric(options as PyloricOptions, q10),
    summary: (options: Options = {}) => pyloricSummary(resolveProtocol(options as PyloricOptions)),
    observations,
  });
}

/** The pyloric network as tools find and run it: 31 parameters, with 10 Q10s, or with all 15. */
export const plugin: Plugin = Object.freeze({
  specVersion: 1,
  name: "pyloric",
  simulators: [entry("none"), entry("conductances"), entry("all")],
});
