export { createSimulator, type CreateSimulatorOptions } from "./create-simulator.ts";
export { assertName } from "./name.ts";
