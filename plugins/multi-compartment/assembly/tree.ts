/**
 * Linear systems on a tree in Hines order (Hines, Int. J. Biomed. Comput. 15, 1984): parents come before
 * their children, so elimination from the last node to the first fills nothing in. The matrix is a network
 * of conductances: `ground + Σ couplings` on the diagonal, `-coupling` between a node and its parent.
 */
import { Job } from "./job";

/**
 * Solves for `out` and uses `rhs` up. With `fresh`, `ground` is the conductance to ground and the matrix is
 * factored on the way: `ground` becomes what a node's current is multiplied by and `shares` the part of it
 * that its parent gets. Without, those stand from the last time.
 */
// @ts-ignore: decorator
@inline
export function solve(job: Job, fresh: bool, out: usize): void {
  if (fresh) factorAndEliminate(job);
  else eliminate(job);
  substitute(job, out);
}

/**
 * What a node passes on is the conductance of everything beyond it, its own to ground in series with the
 * coupling: sums of positive numbers only, so nothing cancels however fine the grid.
 */
// @ts-ignore: decorator
@inline
function factorAndEliminate(job: Job): void {
  const ground = job.ground;
  const rhs = job.rhs;
  for (let at = <usize>(job.nodes - 1) << 3; at > 0; at -= 8) {
    const coupling = load<f64>(job.couplings + at);
    const toGround = load<f64>(ground + at);
    const reciprocal = 1.0 / (toGround + coupling);
    const share = coupling * reciprocal;
    const parent = <usize>load<u32>(job.parents + at);
    store<f64>(ground + parent, load<f64>(ground + parent) + share * toGround);
    store<f64>(rhs + parent, load<f64>(rhs + parent) + share * load<f64>(rhs + at));
    store<f64>(ground + at, reciprocal);
    store<f64>(job.shares + at, share);
  }
  store<f64>(ground, 1.0 / load<f64>(ground));
}

// @ts-ignore: decorator
@inline
function eliminate(job: Job): void {
  const rhs = job.rhs;
  for (let at = <usize>(job.nodes - 1) << 3; at > 0; at -= 8) {
    const parent = rhs + <usize>load<u32>(job.parents + at);
    store<f64>(parent, load<f64>(parent) + load<f64>(job.shares + at) * load<f64>(rhs + at));
  }
}

// @ts-ignore: decorator
@inline
function substitute(job: Job, out: usize): void {
  const end = <usize>job.nodes << 3;
  const rhs = job.rhs;
  const ground = job.ground;
  store<f64>(out, load<f64>(rhs) * load<f64>(ground));
  for (let at: usize = 8; at < end; at += 8) {
    const parent = load<f64>(out + <usize>load<u32>(job.parents + at));
    const own = load<f64>(rhs + at) * load<f64>(ground + at);
    store<f64>(out + at, own + load<f64>(job.shares + at) * parent);
  }
}
