import { matrix } from "@retrodict/matrix";
import { expect, test } from "vitest";
import { predictiveSentence, predictiveTable } from "./predictive-check.ts";

const features = [
  { name: "spike_count", unit: "1", description: "Number of spikes." },
  { name: "rest_mean", unit: "mV", description: "Voltage at rest." },
];
/** 0, 1, … 20 spikes at −60, −59, … −40 mV: the central 90 % are 1 to 19 and −59 to −41. */
const predicted = matrix(
  21,
  2,
  Float64Array.from({ length: 42 }, (_, i) => (i % 2 === 0 ? i / 2 : (i - 1) / 2 - 60)),
);

const sentence = (observed: number[]) => predictiveSentence({ features, observed, predicted });

test("says how many observed features the predictions enclose, and names the others", () => {
  expect(sentence([1, -41])).toMatch(/enclose 2 of 2 observed features\.$/);
  expect(sentence([0, -41])).toMatch(/enclose 1 of 2 observed features, all but: spike_count\.$/);
  expect(sentence([19, Number.NaN])).toMatch(/enclose 1 of 2 .*: rest_mean\.$/);
});

test("a feature that no prediction has is not enclosed", () => {
  const nothing = matrix(3, 2, new Float64Array(6).fill(Number.NaN));
  expect(predictiveSentence({ features, observed: [1, 2], predicted: nothing })).toMatch(/0 of 2/);
});

test("shows the observed value, the median and the central 90 % of each feature with its unit", () => {
  const html = predictiveTable({ features, observed: [3, -45], predicted });
  expect(html).toContain("<b>rest_mean</b> mV");
  expect(html).toContain("<td>−45.0</td><td>−50.0</td><td>−59.0 to −41.0</td>");
  expect(html).toContain("<td>3.0</td><td>10.0</td><td>1.0 to 19.0</td>");
});
