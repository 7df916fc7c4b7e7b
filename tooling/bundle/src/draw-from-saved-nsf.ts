/** A page that opens a saved posterior and draws from it. */
import { nsfFromConfig } from "@retrodict/nsf";
import { stream } from "@retrodict/random";
import { loadFit } from "@retrodict/snpe";

export async function drawFrom(file: string, observed: Float64Array, n: number) {
  const bytes = new Uint8Array(await (await fetch(file)).arrayBuffer());
  const fit = loadFit(bytes, { estimators: { nsf: nsfFromConfig } });
  return fit.posterior(observed).sample(stream(1), n);
}
