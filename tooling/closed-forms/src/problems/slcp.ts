/** Simple likelihood, complex posterior (Papamakarios, Sterratt & Murray 2019): four draws from a Gaussian in the plane. */
import { box } from "@retrodict/distributions";
import type { Simulator } from "@retrodict/spec";
import { problemInfo } from "./info.ts";

const JITTER = 1e-6;

export const slcp: { readonly simulator: Simulator; readonly prior: ReturnType<typeof box> } = {
  prior: box([-3, -3, -3, -3, -3], [3, 3, 3, 3, 3]),
  simulator: {
    info: problemInfo("slcp", [-3, 3], { parameters: 5, outputs: 8 }),
    simulate(rng, [m1, m2, r1, r2, r3], out) {
      const [s1, s2, rho] = [r1 ** 2, r2 ** 2, Math.tanh(r3)];
      const l11 = Math.sqrt(s1 ** 2 + JITTER);
      const l21 = (rho * s1 * s2) / l11;
      const l22 = Math.sqrt(s2 ** 2 + JITTER - l21 ** 2);
      for (let i = 0; i < 8; i += 2) {
        const [a, b] = [rng.normal(), rng.normal()];
        out[i] = m1 + l11 * a;
        out[i + 1] = m2 + l21 * a + l22 * b;
      }
    },
  },
};
