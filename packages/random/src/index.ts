export { below } from "./below.ts";
export { binomial } from "./binomial.ts";
export { choice, permutation } from "./choice.ts";
export { fillNormal, fillUniform } from "./fill.ts";
export { gamma } from "./gamma.ts";
export { numpyLegacy } from "./numpy-legacy.ts";
export { restoreStream, stream } from "./stream.ts";
export { systematicChoice } from "./systematic-choice.ts";
