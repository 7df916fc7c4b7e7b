import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.restoreAllMocks());

/** The module anew, so that no earlier answer is remembered. */
async function freshBuilds(): Promise<typeof import("./builds.ts")> {
  vi.resetModules();
  return import("./builds.ts");
}

test("auto takes the relaxed build where it validates", async () => {
  const { chooseBuild } = await freshBuilds();
  expect(chooseBuild("auto")).toBe("relaxed");
  expect(chooseBuild("baseline")).toBe("baseline");
});

test("without relaxed SIMD, auto falls back and forcing it is an error", async () => {
  vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
  const flags = vi.fn();
  vi.spyOn(process, "getBuiltinModule").mockReturnValue({ setFlagsFromString: flags });
  const { chooseBuild } = await freshBuilds();
  expect(chooseBuild("auto")).toBe("baseline");
  expect(flags).toHaveBeenCalledWith("--experimental-wasm-relaxed-simd");
  expect(() => chooseBuild("relaxed")).toThrow("expected WebAssembly with relaxed SIMD");
});

test("a flag that helps is used", async () => {
  let enabled = false;
  vi.spyOn(WebAssembly, "validate").mockImplementation(() => enabled);
  vi.spyOn(process, "getBuiltinModule").mockReturnValue({
    setFlagsFromString: () => (enabled = true),
  });
  const { chooseBuild } = await freshBuilds();
  expect(chooseBuild("relaxed")).toBe("relaxed");
});

test("each program has a memory of its own", async () => {
  const { loadKernels } = await freshBuilds();
  expect(loadKernels("baseline").memory).not.toBe(loadKernels("baseline").memory);
});
