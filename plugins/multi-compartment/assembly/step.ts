/**
 * A Crank–Nicolson step: an implicit half step, then as far again in a straight line. The rule damps no
 * stiff mode, it makes them change sign; so for the two steps after each jump of the current, which excites
 * all of them, the second half is implicit too (Rannacher, Numer. Math. 43, 1984). The order stays two.
 */
import { Job, inject } from "./job";
import { solve } from "./tree";

/**
 * Takes a step with `drive` the current that needs no voltage; `fresh` where `ground` was written since the
 * last one.
 */
// @ts-ignore: decorator
@inline
export function advance(job: Job, step: i32, fresh: bool): void {
  assemble(job, job.voltage, step);
  solve(job, fresh, job.halfway);
  if (load<u8>(job.damped + <usize>step)) {
    assemble(job, job.halfway, step);
    solve(job, false, job.voltage);
    return;
  }
  const end = <usize>job.nodes << 3;
  for (let at: usize = 0; at < end; at += 8) {
    const v = load<f64>(job.voltage + at);
    store<f64>(job.voltage + at, 2.0 * load<f64>(job.halfway + at) - v);
  }
}

/** The right-hand side of a half step from `start`. */
// @ts-ignore: decorator
@inline
function assemble(job: Job, start: usize, step: i32): void {
  const end = <usize>job.nodes << 3;
  for (let at: usize = 0; at < end; at += 8) {
    const kept = load<f64>(job.inertia + at) * load<f64>(start + at);
    store<f64>(job.rhs + at, kept + load<f64>(job.drive + at));
  }
  inject(job, step);
}
