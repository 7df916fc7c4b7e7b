import type { GatedField, Integrator, Rng, StochasticField, VectorField } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import {
  dormandPrince,
  euler,
  eulerMaruyama,
  exponentialEuler,
  integrate,
  integrateStochastic,
  rungeKutta4,
} from "./index.ts";

/** Deterministic noise for what does not depend on its law. */
const ones = { normal: () => 1 } as Rng;

/**
 * Two uncoupled dimensions with closed forms: y₁' = −2 t y₁² from 1 is 1 / (1 + t²), which catches wrong
 * nodes, and y₂' = y₂ (1 − y₂) from 0.1 is logistic.
 */
const curved: VectorField = (t, y, dydt) => {
  dydt[0] = -2 * t * y[0] ** 2;
  dydt[1] = y[1] * (1 - y[1]);
};
const curvedGates: GatedField = (t, y, rate, target) => {
  rate.set([2 * t * y[0], y[1]]);
  target.set([0, 1]);
};
const curvedDrift: StochasticField = (t, y, drift, diffusion) => {
  curved(t, y, drift);
  diffusion.fill(0);
};
const curvedAt = (t: number): number[] => [1 / (1 + t * t), 1 / (1 + 9 * Math.exp(-t))];

/** Slopes that are polynomials in t with coefficients 1, 2, 3 …: the state is their integral. */
const polynomial =
  (degree: number): VectorField =>
  (t, _y, dydt) => {
    dydt[0] = 0;
    for (let p = 0; p <= degree; p++) dydt[0] += (p + 1) * t ** p;
  };
const polynomialAt = (degree: number, t: number): number => {
  let sum = 0;
  for (let p = 0; p <= degree; p++) sum += t ** (p + 1);
  return sum;
};
const gates: GatedField = (_t, _y, rate, target) => {
  rate.set([0.5, 40]);
  target.set([2, -1]);
};
const decay: VectorField = (_t, y, dydt) => {
  for (let i = 0; i < y.length; i++) dydt[i] = -y[i];
};
const relax: GatedField = (_t, _y, rate, target) => {
  rate.fill(1);
  target.fill(2);
};
const steady: StochasticField = (_t, _y, drift, diffusion) => {
  drift.fill(3);
  diffusion.fill(2);
};

/** An integrator with everything the shared tests need to know of it. */
interface Case {
  readonly integrator: Integrator<never, never, never>;
  /** Deterministic order, that of the noise-free equation for stochastic methods. */
  readonly order: number;
  /** The state at `t = 1.5` after steps of `dt` on the curved field. */
  curved(dt: number): Float64Array;
  /** State and truth at the end of a problem of the class the method solves exactly. */
  exact(): [state: number[], truth: number[]];
  /** One step of 1000 dimensions on a field that allocates nothing, returning its error estimate. */
  stepper(): () => number;
}

const last = ({ states }: { states: { data: Float64Array; cols: number } }) =>
  states.data.slice(-states.cols);
const steps = (dt: number) => ({ dt, steps: Math.round(1.5 / dt) });

function vectorCase(integrator: Integrator, order: number, degree: number): Case {
  return {
    integrator: integrator as Integrator<never, never, never>,
    order,
    curved: (dt) => last(integrate(integrator, curved, [1, 0.1], steps(dt))),
    exact() {
      const run = integrate(integrator, polynomial(degree), [0], { dt: 0.3, steps: 5 });
      return [[...last(run)], [polynomialAt(degree, 1.5)]];
    },
    stepper() {
      const workspace = integrator.workspace(1000);
      const y = new Float64Array(1000).fill(1);
      return () => integrator.step(decay, 0, 0.01, y, workspace);
    },
  };
}

const exponentialCase: Case = {
  integrator: exponentialEuler as Integrator<never, never, never>,
  order: 1,
  curved: (dt) => last(integrate(exponentialEuler, curvedGates, [1, 0.1], steps(dt))),
  exact() {
    const run = integrate(exponentialEuler, gates, [0, 0], { dt: 0.3, steps: 5 });
    return [[...last(run)], [2 - 2 * Math.exp(-0.75), -1 + Math.exp(-60)]];
  },
  stepper() {
    const workspace = exponentialEuler.workspace(1000);
    const y = new Float64Array(1000);
    return () => exponentialEuler.step(relax, 0, 0.01, y, workspace);
  },
};

const maruyamaCase: Case = {
  integrator: eulerMaruyama as Integrator<never, never, never>,
  order: 1,
  curved: (dt) => last(integrateStochastic(ones, eulerMaruyama, curvedDrift, [1, 0.1], steps(dt))),
  exact() {
    const run = integrateStochastic(ones, eulerMaruyama, steady, [1], { dt: 0.25, steps: 6 });
    // Brownian motion with drift: every increment is √dt here.
    return [[...last(run)], [1 + 3 * 1.5 + 2 * 6 * 0.5]];
  },
  stepper() {
    const workspace = eulerMaruyama.workspace(1000);
    const y = new Float64Array(1000);
    return () => eulerMaruyama.step(steady, 0, 0.01, y, workspace, ones);
  },
};

const table: readonly Case[] = [
  vectorCase(euler, 1, 0),
  vectorCase(rungeKutta4, 4, 3),
  vectorCase(dormandPrince, 5, 4),
  exponentialCase,
  maruyamaCase,
];

describe.each(table.map((entry) => [entry.integrator.name, entry] as const))(
  "%s",
  (name, entry) => {
    test("converges at its order", () => {
      const errors = [0.1, 0.05, 0.025].map((dt) => {
        const state = entry.curved(dt);
        return curvedAt(1.5).map((truth, i) => Math.abs(state[i] - truth));
      });
      // Halving the step divides the error by 2^order (1 + O(dt)); twice the finer rate minus the coarser
      // one is free of the O(dt).
      for (const dimension of [0, 1]) {
        const [coarse, fine] = [0, 1].map((i) =>
          Math.log2(errors[i][dimension] / errors[i + 1][dimension]),
        ) as [number, number];
        expect(Math.abs(2 * fine - coarse - entry.order)).toBeLessThan(0.1);
      }
      const { order } = entry.integrator;
      expect(order).toBe(name === "eulerMaruyama" ? 0.5 : entry.order);
    });

    test("is exact on its exact class", () => {
      const [state, truth] = entry.exact();
      truth.forEach((value, i) =>
        expect(Math.abs(state[i] - value)).toBeLessThan(2e-13 * (1 + Math.abs(value))),
      );
    });

    test("same inputs, same bytes, whatever the workspace did before", () => {
      const once = entry.curved(0.05);
      expect(once).toBeInstanceOf(Float64Array);
      expect(entry.curved(0.05)).toEqual(once);
      const [fresh, used] = [entry.stepper(), entry.stepper()];
      const results = [fresh(), used(), used()];
      expect(results[0]).toEqual(results[1]);
    });

    test("allocates no buffers in a step", () => {
      const step = entry.stepper();
      step();
      const before = process.memoryUsage().arrayBuffers;
      for (let i = 0; i < 50; i++) step();
      expect(process.memoryUsage().arrayBuffers).toBeLessThanOrEqual(before);
    });

    test("is frozen", () => expect(Object.isFrozen(entry.integrator)).toBe(true));
  },
);

describe("error estimates", () => {
  test("only embedded methods have one", () => {
    expect(table.map(({ stepper }) => Number.isFinite(stepper()()))).toEqual([
      false,
      false,
      true,
      false,
      false,
    ]);
  });

  test("Dormand–Prince's shrinks like dt⁵", () => {
    const [coarse, fine] = [0.05, 0.025].map((dt) =>
      dormandPrince.step(curved, 0.5, dt, Float64Array.of(0.8, 0.15), dormandPrince.workspace(2)),
    ) as [number, number];
    expect(Math.abs(Math.log2(coarse / fine) - 5)).toBeLessThan(0.3);
  });
});

/** One step of Dormand–Prince from the truth at `t = 1`: where it ended, and its interpolant. */
function stepFrom1(dt: number) {
  const workspace = dormandPrince.workspace(2);
  const end = Float64Array.from(curvedAt(1));
  dormandPrince.step(curved, 1, dt, end, workspace);
  const between = (fraction: number) => {
    const out = new Float64Array(2);
    dormandPrince.interpolate(workspace, fraction, out);
    return out;
  };
  return { end, between };
}

describe("Dormand–Prince's interpolant", () => {
  test("meets both ends", () => {
    const { end, between } = stepFrom1(0.5);
    expect([...between(0)]).toEqual(curvedAt(1));
    end.forEach((value, i) => expect(between(1)[i]).toBeCloseTo(value, 14));
  });

  test("is of order 4 between: its error over one step shrinks like dt⁵", () => {
    const [coarse, fine] = [0.2, 0.1].map((dt) =>
      Math.abs(stepFrom1(dt).between(0.25)[1] - curvedAt(1 + 0.25 * dt)[1]),
    ) as [number, number];
    expect(Math.abs(Math.log2(coarse / fine) - 5)).toBeLessThan(0.2);
  });
});

test("Dormand–Prince evaluates six slopes a step where it continues, seven where it does not", () => {
  let calls = 0;
  const counted: VectorField = (t, y, dydt) => {
    calls++;
    curved(t, y, dydt);
  };
  const workspace = dormandPrince.workspace(2);
  const y = Float64Array.of(1, 0.1);
  const step = (t: number) => {
    calls = 0;
    dormandPrince.step(counted, t, 0.25, y, workspace);
    return calls;
  };
  expect([step(0), step(0.25), step(0.5)]).toEqual([7, 6, 6]);
  expect(step(0.5)).toBe(7);
  y[1] += 0.1;
  expect(step(0.75)).toBe(7);
});
