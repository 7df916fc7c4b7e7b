import { build } from "vite";

/**
 * Bundles `main.ts` with the workspace's packages into `directory`, whose own TensorFlow.js it uses.
 * Returns the path of the bundle.
 */
export async function bundle(directory: string): Promise<string> {
  const outDir = `${directory}/retrodict`;
  await build({
    root: import.meta.dirname,
    logLevel: "error",
    ssr: { noExternal: true, external: [] },
    build: {
      ssr: "main.ts",
      outDir,
      emptyOutDir: true,
      target: "node20",
      minify: false,
      rolldownOptions: { external: [/^@tensorflow\//], output: { entryFileNames: "main.mjs" } },
    },
  });
  return `${outDir}/main.mjs`;
}
