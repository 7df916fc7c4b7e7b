import { assertLength } from "@retrodict/check";
import type { OutputSpec, Rng, Simulator, SimulatorInfo } from "@retrodict/spec";
import { kernel } from "./kernel.ts";
import { citations, parameters } from "./parameters.ts";
import { resolveProtocol, type HodgkinHuxleyOptions, type Protocol } from "./protocol.ts";

type ParameterName = (typeof parameters)[number]["name"];

/**
 * The voltage trace (mV, one value per sample of the protocol) of a single-compartment neuron with
 * sodium, delayed-rectifier and M-type potassium, and leak currents, driven by a current and white
 * noise: Pospischil et al. (2008), in the form of Gonçalves et al. (2020). Integrated by exponential
 * Euler. The noise is keyed by `rng.fork("noise")`.
 */
export function hodgkinHuxley(options: HodgkinHuxleyOptions = {}): Simulator<ParameterName> {
  const protocol = resolveProtocol(options);
  return Object.freeze({
    info: simulatorInfo(protocol),
    simulate(rng: Rng, theta: Float64Array, out: Float64Array) {
      solve(protocol, theta, rng.fork("noise"), out);
    },
  });
}

/** The trace of `hodgkinHuxley` under the noise given, a standard normal per sample. */
export function simulateWithNoise(
  options: HodgkinHuxleyOptions,
  theta: Float64Array,
  noise: Float64Array,
): Float64Array {
  const protocol = resolveProtocol(options);
  assertLength(noise, protocol.current.length, "noise", "hodgkin-huxley");
  const voltage = new Float64Array(protocol.current.length);
  solve(protocol, theta, noise, voltage);
  return voltage;
}

function solve(
  { current, dt, initialVoltage }: Protocol,
  theta: Float64Array,
  noise: Rng | Float64Array,
  out: Float64Array,
): void {
  const n = current.length;
  assertLength(theta, parameters.length, "theta", "hodgkin-huxley");
  assertLength(out, n, "out", "hodgkin-huxley");
  const { fillNoise, run, tables, buffers, view } = kernel();
  const table = tables(dt);
  const at = buffers(n);
  view(at.theta, theta.length).set(theta);
  view(at.current, n).set(current);
  if (noise instanceof Float64Array) view(at.noise, n).set(noise);
  else fillNoise(noise.uint32(), noise.uint32(), n, at.noise);
  run(table, dt, initialVoltage, at.theta, n, at.current, at.noise, at.voltage);
  out.set(view(at.voltage, n));
}

function simulatorInfo({ current, dt }: Protocol): SimulatorInfo<ParameterName> {
  const voltage: OutputSpec = {
    name: "voltage",
    unit: "mV",
    description: "Membrane voltage.",
    symbol: "V",
    shape: [current.length],
    axis: { name: "time", unit: "ms", start: 0, step: dt },
  };
  return {
    specVersion: 1,
    id: "hodgkin-huxley",
    version: "1.0.0",
    description: "Single-compartment neuron with Na, K, M and leak currents under current clamp.",
    parameters,
    outputs: [voltage],
    citations,
  };
}
