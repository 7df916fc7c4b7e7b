import { fromRows } from "@retrodict/matrix";
import { describe, expect, test } from "vitest";
import {
  draws,
  elements,
  normals,
  panels,
  parameters,
  spikes,
  truth,
  uniforms,
  words,
} from "./fixtures.test.helper.ts";
import {
  marginalPlot,
  pairPlot,
  rankPlot,
  statisticsPlot,
  tracePlot,
  trainingPlot,
} from "./index.ts";
import type { StatisticsPlotInput, TracePlotInput } from "./index.ts";

const voltage = { name: "voltage", symbol: "V", unit: "mV", description: "membrane potential" };
const samples = 20_000;
const traces: TracePlotInput = {
  time: Float64Array.from({ length: samples }, (_, i) => i * 0.02),
  timeUnit: "ms",
  signal: voltage,
  observed: spikes(samples, 1),
  predicted: {
    rows: 2,
    cols: samples,
    data: Float64Array.of(...spikes(samples, 2), ...spikes(samples, 3)),
  },
  stimulus: {
    values: Float64Array.from({ length: samples }, (_, i) => (i > 5000 && i < 15_000 ? 150 : 0)),
    field: { name: "current", unit: "pA", description: "injected current" },
  },
};
const normal = normals(7);
const statistics: StatisticsPlotInput = {
  features: [{ ...voltage, name: "spikes", symbol: "spikes", unit: "1" }, voltage],
  observed: [12, -60],
  predicted: fromRows(
    Array.from({ length: 300 }, () => [Math.round(12 + normal()), -60 + normal()]),
  ),
};
const uniform = uniforms(3);
const ranks = {
  ranks: fromRows(Array.from({ length: 200 }, () => truth.map(() => Math.floor(uniform() * 100)))),
  draws: 99,
  parameters,
};
const history = {
  train: [3, 2, 1, 0.5],
  validation: [3.1, 2.2, 1.4, 1.6],
  bestEpoch: 2,
  bestValidation: 1.4,
  stoppedBy: "patience",
  seconds: 1,
} as const;
const sets = [
  { label: "1 feature", samples: draws(300, 1) },
  { label: "7 features", samples: draws(300, 2) },
];

/** Every figure with the number of panels and some of the words it must have. */
const figures: readonly [string, () => string, number, readonly string[]][] = [
  [
    "pair",
    () => pairPlot({ samples: draws(500), parameters, truth }),
    10,
    ["gNa (mS/cm²)", "true value"],
  ],
  [
    "marginal",
    () => marginalPlot({ sets, parameters, truth }),
    4,
    ["1 feature", "7 features", "τmax (ms)"],
  ],
  ["trace", () => tracePlot(traces), 4, ["observed", "V (mV)", "pA", "time (ms)"]],
  ["training", () => trainingPlot(history), 1, ["best epoch: 3", "epoch", "loss (nats)"]],
  ["statistics", () => statisticsPlot(statistics), 2, ["spikes", "V (mV)", "observed"]],
  ["rank", () => rankPlot(ranks), 4, ["rank of gNa", "99 %"]],
];

describe.each(figures)("%s plot", (_, draw, count, expected) => {
  test("is well-formed, free of NaN and the same bytes twice", () => {
    const svg = draw();
    expect(elements(svg).get("svg")).toBe(count + 1);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(draw()).toBe(svg);
  });

  test("has its panels and labels", () => {
    const svg = draw();
    expect(panels(svg)).toBe(count);
    for (const word of expected) expect(words(svg)).toContain(word);
  });
});

test("a figure escapes what users wrote", () => {
  const nasty = `<script>"&'\u0000`;
  const named = parameters.map((parameter) => ({ ...parameter, name: nasty, symbol: nasty }));
  const svg = pairPlot({ samples: draws(50), parameters: named });
  elements(svg);
  expect(svg).toContain("&lt;script&gt;&quot;&amp;&#39;\ufffd");
});

describe("data that leave little to draw", () => {
  const constant = fromRows(Array.from({ length: 20 }, () => [50, 5, 600, 60]));
  const nothing = { rows: 0, cols: 4, data: new Float64Array(0) };
  const broken = { rows: 3, cols: 4, data: new Float64Array(12).fill(Number.NaN) };
  const outside = fromRows([[500, 50, 9000, 900]]);
  test.each([
    ["a constant column", constant, 1],
    ["a single draw", draws(1), 1],
    ["no draw", nothing, 0],
    ["only NaN", broken, 0],
    ["draws beyond the prior", outside, 0],
  ])("%s gives panels", (_, few, curves) => {
    for (const svg of [
      pairPlot({ samples: few, parameters, truth }),
      marginalPlot({ sets: [{ label: "a", samples: few }], parameters }),
    ]) {
      elements(svg);
      expect(svg).not.toMatch(/NaN|Infinity/);
      expect(svg.includes('stroke-width="1.5"')).toBe(curves > 0);
    }
  });

  test("predicted traces that failed are left out", () => {
    const failed = new Float64Array(2 * samples).fill(Number.NaN);
    const gone = { ...traces, predicted: { rows: 2, cols: samples, data: failed } };
    expect(panels(tracePlot(gone))).toBe(2);
    expect(
      panels(
        tracePlot({ ...traces, predicted: { rows: 0, cols: samples, data: new Float64Array(0) } }),
      ),
    ).toBe(2);
  });

  test("without an observed trace the predicted ones stand alone", () => {
    expect(words(tracePlot({ ...traces, observed: undefined }))).not.toContain("observed");
    expect(panels(tracePlot({ ...traces, observed: undefined, stimulus: undefined }))).toBe(2);
  });

  test("statistics without a value are counted in words", () => {
    const predicted = fromRows([
      [1, Number.NaN],
      [2, 3],
    ]);
    const svg = statisticsPlot({ ...statistics, observed: [1, Number.NaN], predicted });
    expect(words(svg)).toContain("1 without a value");
    expect(words(svg)).toContain("observed: no value");
    expect(svg).not.toContain("NaN");
  });

  test("a training of one epoch, or none, has a frame", () => {
    for (const losses of [[], [1], [Number.NaN, 2]]) {
      const svg = trainingPlot({ ...history, train: losses, validation: losses, bestEpoch: 0 });
      expect(panels(svg)).toBe(1);
      expect(svg).not.toContain("NaN");
    }
  });
});

test("a parameter without finite bounds is drawn as wide as its draws", () => {
  const open = parameters.map((p) => ({
    ...p,
    scale: "linear" as const,
    bounds: [-Infinity, Infinity] as const,
  }));
  expect(pairPlot({ samples: draws(100), parameters: open })).not.toMatch(/NaN|Infinity/);
});

/** The flat lines of a prior, and the points of its curves. */
const lines = (svg: string) => svg.match(/<line [^>]*stroke-prior/g) ?? [];
const curves = (svg: string) =>
  [...svg.matchAll(/<path d="([^"]*)" class="stroke-prior"[^>]*dasharray/g)].map(([, d]) =>
    d
      .slice(1)
      .split("L")
      .map((point) => point.split(",").map(Number)),
  );

describe("the prior", () => {
  /** Each parameter's prior is normal on its axis, with mean ¼ and standard deviation 0.05 of its length. */
  const prior = fromRows(
    Array.from({ length: 2000 }, () =>
      parameters.map(({ bounds: [lower, upper], scale }) => {
        const at = 0.25 + 0.05 * normal();
        return scale === "log" ? lower * (upper / lower) ** at : lower + (upper - lower) * at;
      }),
    ),
  );
  const plots = (given?: typeof prior) => [
    pairPlot({ samples: draws(500), parameters, prior: given }),
    marginalPlot({ sets, parameters, prior: given }),
  ];
  test("is a flat line without draws", () => {
    for (const svg of plots()) {
      // One more in the legend.
      expect(lines(svg)).toHaveLength(5);
      expect(curves(svg)).toHaveLength(0);
    }
  });

  test("is the dashed curve of its draws on each parameter's scale", () => {
    for (const svg of plots(prior)) {
      expect(lines(svg)).toHaveLength(1);
      expect(curves(svg)).toHaveLength(4);
      const width = Number(/<svg [^>]*width="(\d+)"[^>]*class="panel"/.exec(svg)![1]);
      for (const points of curves(svg)) {
        const weights = points.map(([, y]) => points[0][1] - y);
        const mass = weights.reduce((sum, weight) => sum + weight, 0);
        const mean = points.reduce((sum, [x], i) => sum + x * weights[i], 0) / mass;
        // The mean of 2000 draws, and pixels rounded to a tenth.
        expect(Math.abs(mean / width - 0.25)).toBeLessThan(
          (5 * 0.05) / Math.sqrt(2000) + 0.1 / width,
        );
      }
    }
  });

  test("outside the axis has no curve", () => {
    for (const svg of plots(fromRows([[500, 50, 9000, 900]]))) {
      elements(svg);
      expect(curves(svg)).toHaveLength(0);
    }
  });
});

test("numbers below a narrow panel do not run into each other", () => {
  const wide = Array.from({ length: 10 }, (_, j) => ({
    ...parameters[0],
    name: `p${j}`,
    bounds: [-1, 1] as const,
  }));
  const samples = fromRows([wide.map(() => 0.1), wide.map(() => 0.2)]);
  const text = words(pairPlot({ samples, parameters: wide }));
  // Below ten panels there is no room for the middle one; left of nine there is.
  expect(text.split("−0.50.5")).toHaveLength(11);
  expect(text.split("−0.50.00.5")).toHaveLength(10);
});

test("few counts have whole numbers below them", () => {
  const zeros = { features: [voltage], observed: [0], predicted: fromRows([[0], [0]]) };
  expect(words(statisticsPlot(zeros))).not.toContain(".");
});

test("a window shows only its part", () => {
  const part = tracePlot({ ...traces, window: [100, 140] });
  expect(words(part)).toContain("120");
  expect(words(part)).not.toContain("350");
  expect(part.length).toBeLessThan(tracePlot(traces).length);
});

test("traces as long as a recording stay below a megabyte", () => {
  const long = 72_500;
  const data = Float64Array.from({ length: 5 * long }, () => -70 + normal());
  const svg = tracePlot({
    ...traces,
    time: Float64Array.from({ length: long }, (_, i) => i * 0.02),
    observed: data.subarray(0, long),
    predicted: { rows: 4, cols: long, data: data.subarray(long) },
    stimulus: undefined,
  });
  expect(svg.length).toBeLessThan(1e6);
});

test("misuse names the argument and the remedy", () => {
  expect(() => pairPlot({ samples: draws(5), parameters: parameters.slice(1) })).toThrow(
    "[plot] expected samples of shape 5 × 3, got 5 × 4",
  );
  expect(() => pairPlot({ samples: draws(5), parameters, truth: [1] })).toThrow(
    "truth of length 4",
  );
  expect(() => marginalPlot({ sets: [], parameters })).toThrow("1 to 4 sets, got 0");
  expect(() => tracePlot({ ...traces, window: [9000, 9001] })).toThrow("a window within 0 to");
  expect(() => rankPlot({ ...ranks, draws: 10 })).toThrow("whole ranks between 0 and 10");
});
