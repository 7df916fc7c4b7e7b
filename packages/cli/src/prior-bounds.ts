import type { ParameterSpec, SimulatorInfo } from "@retrodict/spec";
import { fail } from "./fail.ts";
import { didYouMean } from "./near.ts";

/** `NAME=LOW:HIGH` of a `--prior` flag. */
export interface BoundsOverride {
  readonly name: string;
  readonly bounds: readonly [lower: number, upper: number];
}

/** Reads one `--prior` flag; throws unless it is a name and two numbers. */
export function parseBounds(text: string): BoundsOverride {
  const parts = /^(.+)=([^:=]+):([^:=]+)$/.exec(text);
  const bounds = [Number(parts?.[2]), Number(parts?.[3])] as const;
  if (parts === null || !bounds.every(Number.isFinite))
    return fail(
      "argument",
      `--prior: expected NAME=LOW:HIGH with two numbers, got "${text}"; correct it`,
    );
  return { name: parts[1], bounds };
}

/**
 * The parameters with the default prior's bounds replaced where asked. Throws on a parameter that is
 * not there, on bounds in the wrong order, on bounds its scale cannot have, and where the prior is not made of bounds.
 */
export function overrideBounds(
  { parameters, prior }: Pick<SimulatorInfo, "parameters" | "prior">,
  overrides: readonly BoundsOverride[],
): readonly ParameterSpec[] {
  const names = parameters.map(({ name }) => name);
  for (const { name } of overrides)
    if (!names.includes(name))
      fail(
        "name",
        `--prior: unknown parameter ${name}${didYouMean(name, names)}; choose from ${names.join(", ")}`,
      );
  if (prior !== undefined && overrides.length > 0)
    fail(
      "argument",
      `--prior ${overrides[0].name}: this simulator's prior is not uniform between bounds, so none can be replaced; leave the flag out`,
    );
  return parameters.map((spec) => {
    const override = overrides.findLast(({ name }) => name === spec.name);
    return override === undefined ? spec : withBounds(spec, override.bounds);
  });
}

function withBounds(spec: ParameterSpec, bounds: readonly [number, number]): ParameterSpec {
  const [lower, upper] = bounds;
  const shown = `${spec.name}=${lower}:${upper}`;
  if (lower >= upper)
    fail(
      "range",
      `--prior ${shown}: the lower bound must be below the upper one; swap or widen them`,
    );
  if (spec.scale === "log" && lower <= 0)
    fail(
      "range",
      `--prior ${shown}: ${spec.name} has a logarithmic scale, so its lower bound must be above zero; raise it`,
    );
  return { ...spec, bounds, default: Math.min(Math.max(spec.default, lower), upper) };
}
