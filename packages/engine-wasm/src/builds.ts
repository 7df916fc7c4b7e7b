/**
 * The two builds of the kernels and the choice between them. The relaxed build fuses each multiplication
 * with its addition: faster, and different in the last bits.
 */
import { assert } from "@retrodict/check";
import { baseline, relaxed } from "./generated/kernels.ts";
import type { Kernels } from "./kernels.ts";

export type Build = "baseline" | "relaxed";

export interface LoadedKernels {
  readonly kernels: Kernels;
  readonly memory: WebAssembly.Memory;
}

const modules = new Map<Build, WebAssembly.Module>();

/** The best build this machine runs, or the one asked for; throws `RetrodictError` where that is absent. */
export function chooseBuild(wanted: "auto" | Build): Build {
  if (wanted === "baseline") return "baseline";
  const supported = modules.has("relaxed") || supportsRelaxed(decode(relaxed));
  assert(
    supported || wanted === "auto",
    "argument",
    "engine-wasm",
    'expected WebAssembly with relaxed SIMD, got a runtime without it; use kernels: "auto" or a newer runtime',
  );
  return supported ? "relaxed" : "baseline";
}

/** A fresh instance with a memory of its own; the compiled module is shared. */
export function loadKernels(build: Build): LoadedKernels {
  let module = modules.get(build);
  if (module === undefined) {
    module = new WebAssembly.Module(decode(build === "relaxed" ? relaxed : baseline));
    modules.set(build, module);
  }
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { kernels: exports as unknown as Kernels, memory };
}

function supportsRelaxed(bytes: Uint8Array<ArrayBuffer>): boolean {
  if (WebAssembly.validate(bytes)) return true;
  enableInNode();
  return WebAssembly.validate(bytes);
}

/** Node 20 has relaxed SIMD behind a flag that can be set until the module is compiled. */
function enableInNode(): void {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  if (process?.release?.name !== "node") return;
  process.getBuiltinModule?.("node:v8").setFlagsFromString("--experimental-wasm-relaxed-simd");
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
