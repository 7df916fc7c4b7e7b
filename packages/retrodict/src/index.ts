export * from "@retrodict/abc";
export * from "@retrodict/check";
export * from "@retrodict/classifier";
export * from "@retrodict/distributions";
export * from "@retrodict/ensemble";
export * from "@retrodict/maf";
export * from "@retrodict/matrix";
export * from "@retrodict/mdn";
export * from "@retrodict/mixed";
export * from "@retrodict/nsf";
export { stream, restoreStream } from "@retrodict/random";
export * from "@retrodict/robust";
export * from "@retrodict/rounds";
export * from "@retrodict/samplers";
export * from "@retrodict/simulate";
export { snle, type SnleFit, type SnleOptions } from "@retrodict/snle";
export * from "@retrodict/snpe";
export { bnre, snreA, snreB, snreC, type SnreFit, type SnreOptions } from "@retrodict/snre";
export type * from "@retrodict/spec";
export * from "@retrodict/summary";
export {
  restrictedPrior,
  validity,
  type RestrictedPriorOptions,
  type Validity,
  type ValidityOptions,
} from "@retrodict/validity";
export { infer } from "./infer.ts";
export { observationAmong } from "./observation-among.ts";
export type * from "./types.ts";
