import { element, escape } from "./markup.ts";
import { reportStyle } from "./report-style.ts";

/** A self-contained HTML document of these parts; empty ones are left out. */
export function page(title: string, parts: readonly (string | undefined)[]): string {
  const head = [
    `<meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    element("title", {}, escape(title)),
    `<style>${reportStyle()}</style>`,
  ];
  return `<!doctype html>\n<html lang="en">\n<head>${head.join("\n")}</head>\n<body>\n${parts.filter(Boolean).join("\n")}\n</body>\n</html>\n`;
}

/** Whole sentences a reader must not miss; nothing where there are none. */
export function warningSection(warnings: readonly string[]): string {
  if (warnings.length === 0) return "";
  const items = warnings.map((warning) => element("li", {}, escape(warning)));
  const title = element("h2", {}, "Before you trust this");
  return element("section", { class: "warnings" }, title, element("ul", {}, ...items));
}
