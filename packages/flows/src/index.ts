export { flows, flowsFromConfig } from "./flows.ts";
