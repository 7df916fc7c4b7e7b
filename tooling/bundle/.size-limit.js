export default [
  {
    name: "draw from a saved neural spline flow",
    path: "src/draw-from-saved-nsf.ts",
    limit: "61 kB",
    gzip: true,
    modifyEsbuildConfig: (config) => ({ ...config, format: "esm" }),
  },
  {
    name: "simulate any of the models",
    path: "src/simulate-any-model.ts",
    limit: "115 kB",
    gzip: true,
    modifyEsbuildConfig: (config) => ({ ...config, format: "esm" }),
  },
];
