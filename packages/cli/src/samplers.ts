import {
  hmc,
  importance,
  nuts,
  rejection,
  slice,
  tempered,
  variational,
} from "@retrodict/samplers";
import type { DifferentiableLogDensity, Sampler } from "@retrodict/spec";

/** What draws from a learned likelihood or ratio, by name; the first unless told otherwise. */
export const samplers = {
  slice: () => slice(),
  hmc: () => hmc(),
  nuts: () => nuts(),
  tempered: () => tempered(),
  importance: () => importance(),
  rejection: () => rejection(),
  variational: () => variational(),
} as const satisfies Record<string, () => Sampler<DifferentiableLogDensity>>;

export type SamplerName = keyof typeof samplers;
