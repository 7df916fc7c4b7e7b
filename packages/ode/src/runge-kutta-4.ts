import { rungeKutta } from "./runge-kutta.ts";

/** The classical Runge–Kutta method, order 4 (Kutta, *Z. Math. Phys.* 46:435, 1901). */
export const rungeKutta4 = rungeKutta("rungeKutta4", {
  order: 4,
  nodes: [0, 1 / 2, 1 / 2, 1],
  stages: [[], [1 / 2], [0, 1 / 2], [0, 0, 1]],
  weights: [1 / 6, 1 / 3, 1 / 3, 1 / 6],
});
