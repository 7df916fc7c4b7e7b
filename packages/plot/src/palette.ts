/**
 * Colours by role, for light and dark pages. Hues are Okabe & Ito's (2008), told apart by colour-blind readers;
 * density runs through one hue with even steps of lightness. Elements carry the light colour as an attribute,
 * so an SVG stands alone, and a class, so a page can repaint it for the dark.
 */
import type { Attributes } from "./markup.ts";

const palette = {
  paper: ["#ffffff", "#14181d"],
  ink: ["#1b2127", "#e7eaed"],
  muted: ["#56606a", "#a3adb7"],
  frame: ["#aab2ba", "#56606a"],
  band: ["#eceff2", "#262e36"],
  prior: ["#8a939c", "#838d97"],
  truth: ["#d55e00", "#ff9a4a"],
  posterior: ["#0072b2", "#6db6e8"],
  density1: ["#e9f1f9", "#18242f"],
  density2: ["#cbdff0", "#1b3449"],
  density3: ["#9fc7e6", "#1f4c6e"],
  density4: ["#66a6d6", "#2f6e9e"],
  density5: ["#2b7fbd", "#57a1d4"],
  density6: ["#0b5590", "#a5d3f3"],
  series1: ["#cc79a7", "#e3a0c6"],
  series2: ["#009e73", "#3fc9a0"],
  series3: ["#0072b2", "#6db6e8"],
  series4: ["#a87400", "#e6b23c"],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

export type Role = keyof typeof palette;

/** Attributes that give an element its fill and stroke; whichever is absent is not painted. */
export function paint(roles: { readonly fill?: Role; readonly stroke?: Role }): Attributes {
  const { fill, stroke } = roles;
  const classes = [fill && `fill-${fill}`, stroke && `stroke-${stroke}`].filter(Boolean);
  return {
    class: classes.join(" "),
    fill: fill === undefined ? "none" : palette[fill][0],
    stroke: stroke === undefined ? undefined : palette[stroke][0],
  };
}

/** CSS rules that repaint every figure for a dark page. */
export function darkRules(): string {
  return Object.entries(palette)
    .map(([role, [, dark]]) => `.fill-${role}{fill:${dark}}.stroke-${role}{stroke:${dark}}`)
    .join("");
}

/** Roles of nested highest-density regions, outermost first. */
export const densityRoles = [
  "density1",
  "density2",
  "density3",
  "density4",
  "density5",
  "density6",
] as const satisfies readonly Role[];

/** Roles of sets compared in one panel. */
export const seriesRoles = [
  "series1",
  "series2",
  "series3",
  "series4",
] as const satisfies readonly Role[];
