/**
 * Neurons with exponentially decaying synaptic currents, advanced exactly from step to step: with no input
 * inside a step the equations are linear.
 */
import { padded, release, spike, threshold, voltages } from "./neurons";
import { endStep } from "./spikes";
import { arrive, excitations, inhibitions } from "./synapses";

/**
 * Steps `from` up to and including `to`. A step keeps the share `keep` of the distance to `rest`, `keepE` and
 * `keepI` of the synaptic variables, and adds the shares `fromE` and `fromI` of those to the voltage.
 */
export function advanceCurrent(
  from: i32,
  to: i32,
  rest: f64,
  keep: f64,
  keepE: f64,
  keepI: f64,
  fromE: f64,
  fromI: f64,
): void {
  for (let step = from; step <= to; step++) {
    release(step);
    arrive(step);
    update(rest, keep, keepE, keepI, fromE, fromI);
    endStep(step);
  }
}

function update(
  restingVoltage: f64,
  keep: f64,
  keepE: f64,
  keepI: f64,
  fromE: f64,
  fromI: f64,
): void {
  const rest = f64x2.splat(restingVoltage);
  const keepV = f64x2.splat(keep);
  const top = f64x2.splat(threshold);
  const n = padded();
  for (let i: u32 = 0; i < n; i += 2) {
    const at = (<usize>i) << 3;
    const e = v128.load(excitations + at);
    const h = v128.load(inhibitions + at);
    const input = f64x2.add(
      f64x2.mul(e, f64x2.splat(fromE)),
      f64x2.mul(h, f64x2.splat(fromI)),
    );
    const relaxed = f64x2.mul(f64x2.sub(v128.load(voltages + at), rest), keepV);
    const v = f64x2.add(f64x2.add(rest, relaxed), input);
    v128.store(voltages + at, v);
    v128.store(excitations + at, f64x2.mul(e, f64x2.splat(keepE)));
    v128.store(inhibitions + at, f64x2.mul(h, f64x2.splat(keepI)));
    const above = f64x2.ge(v, top);
    if (v128.any_true(above)) spike(i, i64x2.bitmask(above));
  }
}
