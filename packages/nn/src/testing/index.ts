export { largestError, normals, roughWeights, standardNormal } from "./numbers.ts";
export { slopes, type Slopes } from "./slopes.ts";
export { massOnGrid, type GridMass } from "./mass-on-grid.ts";
export { plainDense, plainSpline } from "./plain.ts";
