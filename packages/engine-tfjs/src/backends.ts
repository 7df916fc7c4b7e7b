/** Where TensorFlow.js computes: loads a backend's package on request and says what is missing. */
import { assert, RetrodictError } from "@retrodict/check";
import * as tf from "@tensorflow/tfjs-core";

/** `"node"` is the native library behind `@tensorflow/tfjs-node`. */
export type TfjsBackend = "cpu" | "wasm" | "webgl" | "webgpu" | "node";

const SOURCE = "engine-tfjs";

interface BackendSource {
  /** The name under which TensorFlow.js knows the backend. */
  readonly registered: string;
  readonly package: string;
  load(): Promise<unknown>;
}

/** No literal, so that neither a bundler nor a type checker looks for a native package. */
const NATIVE: string = "@tensorflow/tfjs-node";

const sources: Readonly<Record<TfjsBackend, BackendSource>> = {
  cpu: {
    registered: "cpu",
    package: "@tensorflow/tfjs-backend-cpu",
    load: () => import("@tensorflow/tfjs-backend-cpu"),
  },
  wasm: {
    registered: "wasm",
    package: "@tensorflow/tfjs-backend-wasm",
    load: () => import("@tensorflow/tfjs-backend-wasm"),
  },
  webgl: {
    registered: "webgl",
    package: "@tensorflow/tfjs-backend-webgl",
    load: () => import("@tensorflow/tfjs-backend-webgl"),
  },
  webgpu: {
    registered: "webgpu",
    package: "@tensorflow/tfjs-backend-webgpu",
    load: () => import("@tensorflow/tfjs-backend-webgpu"),
  },
  node: { registered: "tensorflow", package: NATIVE, load: () => import(NATIVE) },
};

/**
 * Makes `backend` the active one and returns the name TensorFlow.js has for it. Throws `RetrodictError`
 * ("argument") where its package is absent, it does not start, or it cannot be read synchronously.
 */
export async function startBackend(backend: TfjsBackend): Promise<string> {
  const source = sources[backend];
  assert(
    source !== undefined,
    "argument",
    SOURCE,
    () =>
      `expected a backend of ${Object.keys(sources).join(", ")}, got ${backend}; pass one of them`,
  );
  // The core package registers no gradients; the layers package does, in Node and in bundles.
  await import("@tensorflow/tfjs-layers");
  const known: unknown = tf.findBackendFactory(source.registered);
  if (!known) {
    await source.load().catch((cause: unknown) => {
      throw notLoaded(backend, source.package, cause);
    });
  }
  await activate(backend, source.registered);
  return source.registered;
}

/** Starts a backend and tries it out; without success, the one before is active again. */
async function activate(backend: TfjsBackend, registered: string): Promise<void> {
  const before: string | undefined = tf.getBackend();
  try {
    if (!(await tf.setBackend(registered))) throw new Error("it did not start");
    // Large enough not to be computed aside on the CPU.
    const square = tf.tidy(() => tf.matMul(tf.ones([64, 64]), tf.ones([64, 64])).dataSync());
    if (square[0] !== 64) throw new Error("it computed a wrong product");
  } catch (cause) {
    if (before) await tf.setBackend(before);
    throw new RetrodictError(
      "argument",
      SOURCE,
      `expected a runtime for backend "${backend}" whose results can be read synchronously, got "${reasonOf(cause)}"; use "cpu" or "wasm", which run everywhere`,
      { cause },
    );
  }
}

/** Runs `work` on a started backend and frees its tensors; another active backend is active again afterwards. */
export function runOn<T>(registered: string, work: () => T): T {
  const before = tf.getBackend();
  if (before === registered) return tidied(work);
  // A backend that has started is switched to before the promise is returned.
  void tf.setBackend(registered);
  try {
    return tidied(work);
  } finally {
    void tf.setBackend(before);
  }
}

/** `tf.tidy` for results that hold no tensors, which its type does not know of. */
function tidied<T>(work: () => T): T {
  let result: T | undefined;
  tf.tidy(() => {
    result = work();
  });
  return result as T;
}

function notLoaded(backend: TfjsBackend, name: string, cause: unknown): RetrodictError {
  const native = backend === "node" ? ", on Node 22 or older and with its native binding" : "";
  return new RetrodictError(
    "argument",
    SOURCE,
    `expected package ${name} for backend "${backend}", got "${reasonOf(cause)}"; install it beside this one (npm install ${name})${native}`,
    { cause },
  );
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message.split("\n", 1)[0] : String(cause);
}
