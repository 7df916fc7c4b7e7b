/** Accuracy by task, one panel a budget: a dot for each of ours, a ring for what was published and for sbi. */
import { referenceTasks } from "@retrodict/reference-posteriors";
import { algorithmOf } from "./algorithms.ts";
import { published } from "./published.ts";
import { select, type MeasuredLine } from "./scores.ts";
import { score, thousands } from "./tables.ts";

interface Series {
  readonly title: string;
  readonly color: string;
  readonly filled: boolean;
  at(lines: readonly MeasuredLine[], task: string, simulations: number): number | undefined;
}

const own = (algorithm: string, style: Omit<Series, "at" | "title">): Series => ({
  title: algorithm,
  ...style,
  at: (lines, task, simulations) => score(select(lines, { task, algorithm, simulations }))?.c2st,
});

/** Colours that stay apart for colour-blind readers (Okabe & Ito 2008). */
const SERIES: readonly Series[] = [
  {
    title: "published NPE",
    color: "#767676",
    filled: false,
    at: (_, task, simulations) => published(task, algorithmOf("npe").like, simulations),
  },
  own("sbi-npe", { color: "#d55e00", filled: false }),
  own("npe", { color: "#0072b2", filled: true }),
];

const BUDGETS = [1_000, 10_000];
const ROW = 20;
const PANEL = { left: 160, top: 48, width: 220, gap: 24 };
const HEIGHT = PANEL.top + referenceTasks.length * ROW + 40;
const WIDTH = PANEL.left + BUDGETS.length * (PANEL.width + PANEL.gap);

export function accuracyFigure(lines: readonly MeasuredLine[]): string {
  const label = "C2ST of posteriors by task: published NPE, sbi and npe of this project";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${label}" font-family="system-ui, sans-serif" font-size="11">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...SERIES.map(legendItem),
    ...referenceTasks.map((task, i) => text(PANEL.left - 10, rowAt(i) + 4, task, "end")),
    ...BUDGETS.flatMap((simulations, i) => panel(lines, simulations, panelLeft(i))),
    "</svg>\n",
  ].join("\n");
}

function panel(lines: readonly MeasuredLine[], simulations: number, left: number): string[] {
  const x = (c2st: number) => Number((left + 2 * (c2st - 0.5) * PANEL.width).toFixed(1));
  const bottom = rowAt(referenceTasks.length) - ROW / 2;
  const grid = [0.5, 0.6, 0.7, 0.8, 0.9, 1].flatMap((c2st) => [
    `<line x1="${x(c2st)}" x2="${x(c2st)}" y1="${PANEL.top}" y2="${bottom}" stroke="#ddd"/>`,
    text(x(c2st), bottom + 15, c2st.toFixed(1), "middle"),
  ]);
  const marks = referenceTasks.flatMap((task, i) =>
    SERIES.flatMap((series) => {
      const c2st = series.at(lines, task, simulations);
      return c2st === undefined ? [] : [mark(series, x(c2st), rowAt(i))];
    }),
  );
  const title = `C2ST, ${thousands(simulations)} simulations`;
  return [...grid, ...marks, text(left + PANEL.width / 2, bottom + 32, title, "middle")];
}

const panelLeft = (i: number): number => PANEL.left + i * (PANEL.width + PANEL.gap);

const rowAt = (i: number): number => PANEL.top + (i + 0.5) * ROW;

const legendItem = (series: Series, i: number): string =>
  mark(series, PANEL.left + 5 + i * 130, 22) + text(PANEL.left + 16 + i * 130, 26, series.title);

const mark = ({ color, filled }: Series, cx: number, cy: number): string =>
  `<circle cx="${cx}" cy="${cy}" r="4.5" stroke="${color}" stroke-width="1.5" fill="${filled ? color : "none"}"/>`;

const text = (x: number, y: number, content: string, anchor = "start"): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="#333">${content}</text>`;
