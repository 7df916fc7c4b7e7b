import type { Matrix, ParameterSpec } from "@retrodict/spec";

/** A small generator for made-up data (Steele & Vigna's splitmix32), so that figures are the same every time. */
export function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** Standard normals by Box and Muller. */
export function normals(seed: number): () => number {
  const uniform = uniforms(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** A neuron-like set of parameters: subscripts, squared units, one on a log scale. */
export const parameters: readonly ParameterSpec[] = [
  parameter("g_Na", "g_Na", "mS/cm2", [0.5, 80]),
  parameter("g_K", "g_K", "mS/cm2", [1e-4, 15]),
  { ...parameter("tau_max", "τ_max", "ms", [50, 3000]), scale: "log" },
  parameter("neg_V_T", "−V_T", "mV", [40, 90]),
];

export const truth = [50, 5, 600, 60];

function parameter(
  name: string,
  symbol: string,
  unit: string,
  bounds: readonly [number, number],
): ParameterSpec {
  return { name, symbol, unit, bounds, description: `description of ${name}`, default: bounds[0] };
}

/** Correlated draws around the truth, all within the bounds. */
export function draws(rows: number, seed = 1): Matrix {
  const normal = normals(seed);
  const data = new Float64Array(rows * 4);
  for (let i = 0; i < rows; i++) {
    const [a, b] = [normal() / 3, normal() / 3];
    data.set([50 + 15 * a, 5 + 3 * a + 2 * b, 600 * Math.exp(b), 60 - 6 * a], i * 4);
  }
  return { rows, cols: 4, data };
}

/** A trace of 1 ms spikes on a noisy baseline. */
export function spikes(samples: number, seed: number): Float64Array {
  const normal = normals(seed);
  return Float64Array.from({ length: samples }, (_, i) => (i % 997 === seed ? 40 : -70 + normal()));
}

/** Checks that markup is well-formed XML and returns how often each element occurs; throws where it is not. */
export function elements(markup: string): Map<string, number> {
  const counts = new Map<string, number>();
  const open: string[] = [];
  let end = 0;
  const text = (from: number, to: number): void => {
    if (/[<>]|&(?!(?:amp|lt|gt|quot|#39);)/.test(markup.slice(from, to)))
      throw new Error(`stray character in text: ${markup.slice(from, to).slice(0, 80)}`);
  };
  for (const tag of markup.matchAll(
    /<(\/?)([a-z][a-z0-9]*)((?: [a-zA-Z][a-zA-Z0-9-]*="[^"<>]*")*)(\/?)>/g,
  )) {
    text(end, tag.index);
    end = tag.index + tag[0].length;
    const [, closing, name, attributes, empty] = tag;
    if (closing === "/" && open.pop() !== name) throw new Error(`</${name}> closes nothing`);
    if (closing === "/") continue;
    const names = [...attributes.matchAll(/ ([a-zA-Z][a-zA-Z0-9-]*)="/g)].map(([, key]) => key);
    if (new Set(names).size < names.length) throw new Error(`an attribute twice in ${tag[0]}`);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (empty === "") open.push(name);
  }
  text(end, markup.length);
  if (open.length > 0) throw new Error(`${open.join(", ")} left open`);
  return counts;
}

/** How many panels a figure has. */
export function panels(svg: string): number {
  return svg.split('class="panel"').length - 1;
}

/** What a reader sees as text: the content without markup. */
export function words(markup: string): string {
  return markup.replace(/<[^>]+>/g, "");
}
