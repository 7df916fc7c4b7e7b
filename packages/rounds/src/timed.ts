/** What the work resolved with, and the seconds it took. */
export async function timed<T>(work: () => T | Promise<T>): Promise<[value: T, seconds: number]> {
  const started = performance.now();
  const value = await work();
  return [value, (performance.now() - started) / 1000];
}
