import { resolve } from "node:path";
import type { Belief } from "@retrodict/design";
import { priorFrom } from "@retrodict/distributions";
import type { SimulatorEntry } from "@retrodict/spec";
import { fail } from "./fail.ts";
import { overrideBounds, type BoundsOverride } from "./prior-bounds.ts";
import { readRecord } from "./read-run.ts";
import { restoreFit } from "./restore-fit.ts";

/** What is known of the parameters before the next experiment, and where that is from, in words. */
export interface KnownSoFar {
  readonly belief: Belief;
  readonly words: string;
}

/** The posterior of the run `from`, or the prior of the simulator. */
export async function readBelief(
  { info }: SimulatorEntry,
  { from, prior }: { readonly from?: string; readonly prior?: readonly BoundsOverride[] },
  cwd: string,
): Promise<KnownSoFar> {
  if (from === undefined) {
    const parameters = overrideBounds(info, prior ?? []);
    const belief = priorFrom({ parameters, ...(info.prior && { prior: info.prior }) });
    return { belief, words: "the prior" };
  }
  if (prior !== undefined)
    fail(
      "argument",
      `--prior has no effect with --from ${from}, whose posterior is used; remove it`,
    );
  const folder = resolve(cwd, from);
  const record = readRecord(folder, from);
  if (record.simulator !== info.id)
    fail(
      "argument",
      `--from ${from}: its parameters are those of ${record.simulator}, not of ${info.id}; name the simulator of the run`,
    );
  const fit = await restoreFit(record, { folder, name: from });
  return {
    belief: fit.posterior(Float64Array.from(record.inference.observed.values)),
    words: `the posterior given ${record.inference.observed.source}`,
  };
}
