/** Names and units as a reader of journals expects them: subscripts, `cm²`, `µA`. */
import type { FieldSpec } from "@retrodict/spec";
import { element, escape } from "./markup.ts";

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

const raised = (digits: string): string =>
  digits.replace("-", "⁻").replace(/\d/g, (digit) => superscripts[Number(digit)]);

/** A UCUM code in print: `uA/cm2` becomes `µA/cm²`; empty for the dimensionless `1`. */
export function unitText(unit: string): string {
  if (unit === "1") return "";
  return unit
    .replace(/([A-Za-z]+)\^?0\.5/g, "√$1")
    .replace(/[.*]/g, "·")
    .replace(/\bu(?=[A-Za-z])/g, "µ")
    .replace(/Ohm\b/g, "Ω")
    .replace(/\bCel\b/g, "°C")
    .replace(
      /([A-Za-zµΩ])\^?(-?\d+)/g,
      (_, letter: string, digits: string) => letter + raised(digits),
    );
}

/** Stem and subscript: `g_Na` is g with subscript Na. A name is split after one letter only, `spike_count` never. */
function stem(field: FieldSpec): readonly [stem: string, subscript: string] {
  const text = field.symbol ?? field.name;
  const cut = text.indexOf("_");
  if (cut < 1 || (field.symbol === undefined && cut > 1)) return [text, ""];
  return [text.slice(0, cut), text.slice(cut + 1).replace(/[{}]/g, "")];
}

/** The symbol as SVG text content. */
export function symbolSvg(field: FieldSpec): string {
  const [head, subscript] = stem(field);
  if (subscript === "") return escape(head);
  return escape(head) + element("tspan", { dy: "0.25em", "font-size": "78%" }, escape(subscript));
}

/** The symbol as HTML. */
export function symbolHtml(field: FieldSpec): string {
  const [head, subscript] = stem(field);
  return subscript === "" ? escape(head) : `${escape(head)}<sub>${escape(subscript)}</sub>`;
}

/** Symbol and unit as SVG text content, the label of an axis. */
export function axisLabel(field: FieldSpec): string {
  const unit = unitText(field.unit);
  if (unit === "") return symbolSvg(field);
  const [, subscript] = stem(field);
  // A subscript lowers the baseline; the unit raises it again (the tspan's em is the smaller one: 0.25 × 0.78).
  const back = subscript === "" ? undefined : "-0.195em";
  return symbolSvg(field) + element("tspan", { dy: back }, escape(` (${unit})`));
}
