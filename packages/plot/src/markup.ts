/**
 * Writes SVG and HTML as strings, so that figures need no browser and the same data give the same bytes.
 * Children are markup already; whatever a user wrote passes through `escape` first.
 */

/** An attribute left `undefined` is not written. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

// XML 1.0 has no way to write these control characters, not even escaped.
// oxlint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Makes any text safe inside an element or a quoted attribute. */
export function escape(text: string): string {
  return text.replace(unwritable, "\ufffd").replace(/[&<>"']/g, (character) => entities[character]);
}

/** A coordinate to a hundredth of a pixel, finer than any screen or printer shows. */
export function coordinate(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

/** One element with its children; without children it closes itself. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${typeof value === "number" ? coordinate(value) : escape(value!)}"`,
    )
    .join("");
  const content = children.join("");
  return content === "" ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}
