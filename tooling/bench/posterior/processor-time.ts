/** What `work` resolved with, and the seconds of processor time that this process took meanwhile. */
export async function processorTime<T>(
  work: () => T | Promise<T>,
): Promise<readonly [value: T, seconds: number]> {
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return [value, (user + system) / 1e6];
}
