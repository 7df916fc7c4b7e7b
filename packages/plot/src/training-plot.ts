import type { TrainingHistory } from "@retrodict/spec";
import { axis, dataAxis } from "./axis.ts";
import type { Axis } from "./axis.ts";
import { figure, label, legend, linePath, panel, ticksBelow, ticksLeft } from "./figure.ts";
import type { Box, LegendItem, Point } from "./figure.ts";
import { element } from "./markup.ts";
import { paint } from "./palette.ts";
import type { Role } from "./palette.ts";

const box: Box = { x: 58, y: 34, width: 490, height: 220 };

/** Training and validation loss over epochs with the epoch whose weights were kept, as an SVG document. */
export function trainingPlot({ train, validation, bestEpoch }: TrainingHistory): string {
  const up = dataAxis([...train, ...validation]);
  const along = axis(1, Math.max(train.length, validation.length, 2));
  const at = (epoch: number, loss: number): Point => [
    along.at(epoch + 1) * box.width,
    (1 - up.at(loss)) * box.height,
  ];
  const curve = (losses: readonly number[], role: Role): string =>
    element("path", {
      d: linePath(losses.map((loss, epoch) => at(epoch, loss))),
      ...paint({ stroke: role }),
      "stroke-width": 1.5,
    });
  const inner = [
    curve(train, "muted"),
    curve(validation, "posterior"),
    best(at, bestEpoch, validation),
  ];
  return figure(
    box.x + box.width + 16,
    box.y + box.height + 44,
    `Loss over ${train.length} epochs of training; epoch ${bestEpoch + 1} was kept`,
    legend([box.x, 20], items(bestEpoch)),
    panel(box, ...inner),
    ticksLeft(up, box, 5),
    wholeTicks(along, train.length),
    label([box.x + box.width / 2, box.y + box.height + 35], "epoch", { size: 12 }),
    label([14, box.y + box.height / 2], "loss (nats)", { size: 12, turn: -90 }),
  );
}

/** Epochs are whole numbers, so a short training gets no ticks between them. */
function wholeTicks(along: Axis, epochs: number): string {
  return ticksBelow(along, box, Math.min(6, Math.max(1, epochs - 1)));
}

function items(bestEpoch: number): LegendItem[] {
  return [
    { text: "training", role: "muted", mark: "line" },
    { text: "validation", role: "posterior", mark: "line" },
    bestEpoch < 0
      ? { text: "initial weights kept", role: "muted", mark: "line" }
      : { text: `best epoch: ${bestEpoch + 1}`, role: "truth", mark: "dot" },
  ];
}

function best(
  at: (epoch: number, loss: number) => Point,
  epoch: number,
  validation: readonly number[],
): string {
  const [cx, cy] = at(epoch, validation[epoch] ?? Number.NaN);
  if (!Number.isFinite(cx + cy)) return "";
  const line = { x1: cx, x2: cx, y1: cy, y2: box.height, ...paint({ stroke: "truth" }) };
  return (
    element("line", { ...line, "stroke-dasharray": "3 3" }) +
    element("circle", { cx, cy, r: 4, ...paint({ fill: "truth", stroke: "paper" }) })
  );
}
