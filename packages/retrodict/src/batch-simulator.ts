import { configuredSimulator, inProcess } from "@retrodict/simulate";
import type { BatchSimulator } from "@retrodict/spec";
import type { AnySimulator } from "./types.ts";

/** Whatever simulates, as something that runs many rows: in the calling thread unless it brings its own way. */
export function batchSimulator(simulator: AnySimulator): BatchSimulator {
  if ("simulateBatch" in simulator) return simulator;
  return inProcess("create" in simulator ? configuredSimulator(simulator) : simulator);
}
