export { disagreement } from "./agreement.ts";
