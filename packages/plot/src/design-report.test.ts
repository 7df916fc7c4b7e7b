import { expect, test } from "vitest";
import { designReport, type DesignReport } from "./design-report.ts";
import { elements, words } from "./fixtures.test.helper.ts";

const design: DesignReport = {
  title: "A neuron: which experiment next",
  summary: "Two steps of current.",
  verdict: "strong is expected to tell most.",
  candidates: [
    {
      name: "strong",
      settings: "current 4 <A>",
      information: 3.381,
      standardError: 0.12,
      failed: 0,
    },
    { name: "weak", settings: "current 1 A", information: 1, standardError: 0.1, failed: 0.25 },
  ],
  warnings: ["25 % of the simulations of weak failed."],
  record: { seed: 7, settings: { simulations: 100 }, timings: {}, versions: { node: "24" } },
  citations: [{ title: "On x", authors: "Doe J", year: 2020 }],
};

test("a design report is one well-formed document with the ranking in words, numbers and bars", () => {
  const html = designReport(design);
  const body = html.slice(html.indexOf("<body>")).replace("</html>\n", "").trim();
  expect(elements(body).get("figure")).toBe(1);
  const text = words(body);
  for (const said of [
    design.verdict,
    "strongcurrent 4 &lt;A&gt;3.38 ± 0.12none",
    "weakcurrent 1 A1.00 ± 0.1025 %",
    "Before you trust this25 % of the simulations",
    "seed7",
    "Doe J (2020). On x.",
  ])
    expect(text).toContain(said);
  expect(designReport(design)).toBe(html);
});
