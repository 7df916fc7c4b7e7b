import { element } from "./markup.ts";

/** A figure with its caption, which scrolls where it is wider than the page unless `width` is another class. */
export function captioned(svg: string, caption: string, width = "wide"): string {
  const drawn = svg.replace("<svg ", `<svg class="${width}" `);
  return element(
    "figure",
    {},
    element("div", { class: "scroll" }, drawn),
    element("figcaption", {}, caption),
  );
}
