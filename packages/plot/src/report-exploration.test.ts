import { fromRows } from "@retrodict/matrix";
import { expect, test } from "vitest";
import { elements, parameters, words } from "./fixtures.test.helper.ts";
import { explorationSection, type Exploration } from "./report-exploration.ts";

const theta = [50.1234, 5, 600, 60];
const mode = { theta, logDensity: -1.25, share: 0.5 };
const square = fromRows(parameters.map((_, i) => parameters.map((__, j) => (i === j ? 1 : 0.3))));
const measured = { values: [1, 0, 0, 0], errors: [0.1, 0.1, 0.1, 0.1] };
const whole: Required<Exploration> = {
  map: { sentences: ["A mode & another."], modes: [mode, { ...mode, share: 0.125 }] },
  path: {
    sentences: ["The two are connected.", "Simulations agree."],
    parameters,
    points: fromRows([theta, theta]),
    distance: [0, 1],
    logDensity: [-1, -1],
    level: -3,
  },
  conditional: { sentences: [], parameters, marginal: square, conditional: square },
  sensitivity: {
    sentences: ["It depends."],
    parameters,
    features: [{ feature: parameters[0], regression: measured }],
  },
};

test("has a sentence and a table or a figure for each thing explored", () => {
  const html = explorationSection(whole, parameters);
  const counts = elements(html);
  expect(counts.get("h3")).toBe(4);
  expect(counts.get("figure")).toBe(3);
  for (const said of ["A mode &amp; another.", "The two are connected.", "It depends."])
    expect(words(html)).toContain(said);
  expect(words(html)).toContain("parametermode 1mode 2");
  expect(words(html)).toContain("share of the climbs50 %13 %");
});

test.each(Object.entries(whole))("shows %s alone", (name, found) => {
  const html = explorationSection({ [name]: found }, parameters);
  expect(elements(html).get("h3")).toBe(1);
});

test("is nothing where nothing was explored", () => {
  expect(explorationSection(undefined, parameters)).toBe("");
  expect(explorationSection({}, parameters)).toBe("");
});

test("shows six of many modes", () => {
  const map = { sentences: [], modes: Array.from({ length: 9 }, () => mode) };
  const html = words(explorationSection({ map }, parameters));
  expect(html).toContain("mode 6");
  expect(html).not.toContain("mode 7");
});
