/**
 * Checks or times engines where this bundle lies, beside an installation of TensorFlow.js packages:
 * `main.mjs check BACKEND` or `main.mjs time`. Writes one line of JSON.
 */
import { tfjsEngine, type TfjsBackend } from "@retrodict/engine-tfjs";
import { wasmEngine } from "@retrodict/engine-wasm";
import { conformance } from "./conformance.ts";
import { timing } from "./timing.ts";
import { denseTraining, flowTraining, plainDenseTraining } from "./workloads.ts";

const DENSE = { layers: 15, width: 50, rows: 200 };
const FLOW = { theta: 10, x: 10, rows: 200, transforms: 5, hidden: 50, learningRate: 5e-4 };
const REPEATS = 40;

async function times() {
  const results: Record<string, unknown> = {};
  for (const backend of ["node", "wasm", "cpu"] as const) {
    const engine = await tfjsEngine({ backend });
    results[engine.name] = {
      plainDense: timing(plainDenseTraining(DENSE), REPEATS),
      dense: timing(denseTraining(engine, DENSE), REPEATS),
      flow: timing(flowTraining(engine, FLOW), REPEATS),
    };
  }
  const engine = wasmEngine();
  results[engine.name] = {
    dense: timing(denseTraining(engine, DENSE), 10 * REPEATS),
    flow: timing(flowTraining(engine, FLOW), 10 * REPEATS),
  };
  return results;
}

const [command, backend] = process.argv.slice(2);
const result =
  command === "time"
    ? await times()
    : conformance(await tfjsEngine({ backend: backend as TfjsBackend }));
console.log(JSON.stringify(result));
