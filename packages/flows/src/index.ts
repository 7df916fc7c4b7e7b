export { flows, flowsFromConfig } from "./flows.ts";
export { standardNormal, standardNormalFromConfig } from "./standard-normal.ts";
