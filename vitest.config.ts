import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { readmeExamples } from "./tooling/repo/src/readme-examples.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Workspace packages resolve to their sources, so tests and README examples need no build. */
const aliases = ["packages", "plugins"].flatMap((folder) =>
  readdirSync(`${root}${folder}`)
    .filter((name) => existsSync(`${root}${folder}/${name}/package.json`))
    .flatMap((name) => {
      const path = `${root}${folder}/${name}`;
      const manifest = JSON.parse(readFileSync(`${path}/package.json`, "utf8")) as {
        name: string;
        exports: Record<string, string>;
      };
      return Object.entries(manifest.exports).map(([key, target]) => ({
        find: new RegExp(`^${manifest.name}${key.slice(1)}$`),
        replacement: `${path}/${target}`,
      }));
    }),
);

export default defineConfig({
  plugins: [readmeExamples()],
  resolve: { alias: aliases },
  test: {
    include: [
      "{packages,plugins,tooling,examples}/**/*.test.ts",
      "{packages,plugins}/*/README.md",
      "docs/plugins/README.md",
    ],
    exclude: ["**/node_modules/**", "**/dist/**"],
    testTimeout: 60_000,
  },
});
