import { rungeKutta } from "./runge-kutta.ts";

/** The forward Euler method, order 1: `y += dt f(t, y)` (Euler, *Institutiones calculi integralis*, 1768). */
export const euler = rungeKutta("euler", {
  order: 1,
  nodes: [0],
  stages: [[]],
  weights: [1],
});
