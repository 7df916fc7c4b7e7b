/** A Markdown table, its columns padded as the formatter of this repository does. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, j) => Math.max(3, ...rows.map((row) => row[j].length)));
  const line = (cells: readonly string[], fill = " ") =>
    `| ${cells.map((cell, j) => cell.padEnd(widths[j], fill)).join(" | ")} |`;
  const [header, ...body] = rows;
  return [
    line(header),
    line(
      header.map(() => "-"),
      "-",
    ),
    ...body.map((row) => line(row)),
  ].join("\n");
}
