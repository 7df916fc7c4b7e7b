import { fromRows } from "@retrodict/matrix";
import { describe, expect, test } from "vitest";
import { draws, elements, parameters, truth, words } from "./fixtures.test.helper.ts";
import { report } from "./index.ts";
import type { RunReport } from "./index.ts";
import { rounded } from "./report-table.ts";

const field = { name: "voltage", unit: "mV", description: "membrane potential" };
const run: RunReport = {
  title: "A neuron & its <channels>",
  summary: "Four parameters from one recording.",
  samples: draws(400),
  parameters,
  truth,
  traces: {
    time: [0, 1, 2],
    timeUnit: "ms",
    signal: field,
    observed: [-70, 20, -70],
    predicted: fromRows([[-70, 25, -69]]),
  },
  statistics: { features: [field], observed: [-60], predicted: fromRows([[-61], [-59]]) },
  comparison: { sets: [{ label: "1 feature", samples: draws(50) }], parameters },
  diagnosis: {
    note: "2 trials & no more.",
    checks: [
      { title: "calibration", outcome: "fail", sentence: "Too narrow in τ < 1." },
      { title: "recovery", outcome: "pass", sentence: "Intervals hold the truth." },
      { title: "predictions", outcome: "unclear", sentence: "Too few." },
    ],
    ranks: {
      ranks: fromRows([
        [0, 1, 2, 3],
        [3, 2, 1, 0],
      ]),
      draws: 3,
      parameters,
    },
    coverage: {
      curves: [{ name: "regions", levels: [0.5], observed: [0.4], lower: [0.1], upper: [0.9] }],
    },
    recovery: {
      parameters,
      numbers: parameters.map(() => ({
        correlation: 0.951,
        error: 0.3,
        contraction: 0.9,
        coverage: 0.92,
      })),
      estimates: parameters.map(({ bounds: [low, high] }) => ({
        truth: [low, high],
        estimate: [high, high],
        lower: [low, low],
        upper: [high, high],
      })),
    },
  },
  training: {
    train: [2, 1],
    validation: [2, 1.5],
    bestEpoch: 1,
    bestValidation: 1.5,
    stoppedBy: "epochs",
    seconds: 3,
  },
  rounds: [
    {
      simulations: 6000,
      failures: 3,
      training: { train: [2, 1, 1], bestValidation: 1.5 },
      seconds: 2.04,
    },
    { simulations: 4000, failures: 0, training: { train: [2], bestValidation: 0.25 }, seconds: 1 },
  ],
  diagnostics: { rHat: 1.00234, ess: 812.5, treeDepth: 3, drawn: Number.NaN },
  warnings: ["3 of 10 simulations failed."],
  record: {
    command: `retrodict infer x --observed "a b.csv"`,
    seed: 42,
    settings: { simulations: 1000, options: { area: 1e-4 } },
    timings: { simulate: 1.25 },
    versions: { node: "24.9.0" },
  },
  citations: [
    { title: "On x", authors: "Doe J", year: 2020, doi: "10.1/x" },
    { title: "Bad", authors: "Roe", year: 2021, url: "javascript:alert(1)" },
  ],
};

/** The document as XML: without doctype and style, and with the two meta elements closed. */
function body(html: string): string {
  return html.slice(html.indexOf("<body>")).replace("</html>\n", "").trim();
}

/** The text of a report with a bar between its elements. */
const cells = (of: RunReport) => body(report(of)).replaceAll(/(<[^>]+>)+/g, "|");

describe("a report", () => {
  const html = report(run);

  test("is one well-formed document with every figure, the same twice", () => {
    expect(elements(body(html)).get("figure")).toBe(8);
    expect(report(run)).toBe(html);
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("refers to nothing outside itself and runs nothing", () => {
    expect(html).not.toMatch(/<script|<link|<img|<iframe|url\(|@import|javascript:| on\w+=/);
    const addresses = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses).toEqual(["https://doi.org/10.1/x"]);
  });

  test("says in words what was found, what to beware of and how to repeat it", () => {
    const text = words(body(html));
    expect(text).toContain("A neuron &amp; its &lt;channels&gt;");
    expect(text).toContain(
      "The data narrow 4 of 4 parameters to half of their prior spread or less: gNa, gK, τmax and −VT.",
    );
    expect(text).toContain("3 of 10 simulations failed.");
    expect(text).toContain("retrodict infer x --observed &quot;a b.csv&quot;");
    for (const word of [
      "42",
      "1.3 s",
      "24.9.0",
      "{&quot;area&quot;:0.0001}",
      "Doe J (2020). On x.",
    ])
      expect(text).toContain(word);
  });

  test("says what it shows of a prior that is not uniform", () => {
    const prior = draws(100, 3);
    const declared = { ...run, prior, comparison: { ...run.comparison!, prior } };
    const text = words(body(report(declared)));
    expect(text).not.toMatch(/spans the prior|prior range|inside its prior/);
    expect(text).toContain("inside the rangetrue valuemeanmedian5–95 %most of the prior");
    expect(text.split("spans most of the prior, whose density is dashed.")).toHaveLength(3);
    expect(text).toContain("The prior is not uniform; the range shown is that of most of it.");
    // The posterior's draws are made like these.
    expect(text).toContain("The data narrow no parameter to half of its prior spread or less.");
  });

  test("has a row of numbers per parameter", () => {
    const table = html.slice(html.indexOf("<tbody>"), html.indexOf("</tbody>"));
    expect(elements(table + "</tbody>").get("tr")).toBe(4);
    expect(words(table)).toContain("0.5 to 80");
    expect(html).toContain("true value");
  });

  test("tells of each round and of the draws", () => {
    expect(cells(run)).toContain("|1|6,000|3|3|1.50|2.0|2|4,000|0|1|0.25|1.0|");
    expect(cells(run)).toContain("|R-hat|1.002|effective sample size|812.5|tree depth|3|drawn|–|");
    const untrained = { simulations: 10, failures: 0, seconds: 1 };
    const other = cells({ ...run, rounds: [untrained, untrained], diagnostics: { drawn: 1200 } });
    expect(other).toContain("|seconds|1|10|0|1.0|2|10|0|1.0|");
    expect(other).toContain("|drawn|1,200|");
    expect(other).not.toContain("Markov");
    expect(cells({ ...run, rounds: [untrained] })).not.toContain("Rounds");
  });

  test("tells what was checked, and what failed before all numbers", () => {
    expect(cells(run)).toContain(
      "|Is the posterior right?|2 trials &amp; no more.|✗|calibration|: Too narrow in τ &lt; 1.|✓|recovery|: Intervals hold the truth.|?|predictions|: Too few.|",
    );
    expect(cells(run)).toContain("|3 of 10 simulations failed.|Too narrow in τ &lt; 1.|");
    expect(cells(run)).toContain("|0.951|0.300|90 %|92 %|");
    expect(cells(run)).toContain(
      "|Of 3 checks of the posterior 1 failed, 1 could not tell: calibration.|",
    );
    expect(words(body(report({ ...run, diagnosis: undefined })))).not.toMatch(/Is the posterior/);
  });

  test("leaves out what was not given", () => {
    const { samples, summary, title, record } = run;
    const bare = report({
      title,
      summary,
      samples,
      parameters,
      record,
      warnings: [],
      citations: [],
    });
    expect(elements(body(bare)).get("figure")).toBe(1);
    expect(words(body(bare))).not.toMatch(/Before you trust|To cite|true value/);
  });

  test("says so when the data teach little", () => {
    const wide = fromRows([
      [0.5, 0, 50, 40],
      [80, 15, 3000, 90],
    ]);
    expect(words(report({ ...run, samples: wide }))).toContain(
      "narrow no parameter to half of its prior spread or less. They say little about gNa, gK, τmax and −VT.",
    );
  });

  test("without draws is still whole", () => {
    const none = { rows: 0, cols: 4, data: new Float64Array(0) };
    const text = report({ ...run, samples: none });
    elements(body(text));
    expect(text).not.toMatch(/NaN|Infinity/);
  });
});

test.each([
  [12.3456, 10, "12.3"],
  [12.3456, 1, "12.35"],
  [0.012345, 0.002, "0.0123"],
  [-0.001, 10, "0.0"],
  [-3.2, 0.5, "−3.20"],
  [Number.NaN, 1, "–"],
  [1.5e-12, 1e-13, "1.50e−12"],
  [7, 0, "7.000"],
])("%d in an interval as wide as %d reads %s", (value, width, text) => {
  expect(rounded(value, width)).toBe(text);
});
