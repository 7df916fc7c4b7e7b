/** What `to.set(from)` does, without a call that costs small systems more than a step does. */
export function copy(from: Float64Array, to: Float64Array): void {
  for (let i = 0; i < from.length; i++) to[i] = from[i];
}
