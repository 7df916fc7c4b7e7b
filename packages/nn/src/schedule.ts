/** Learning rate at `progress` (0 to 1) of a run: falls from `peak` to 0 along half a cosine (Loshchilov & Hutter 2017). */
export function cosineRate(peak: number, progress: number): number {
  return (peak / 2) * (1 + Math.cos(Math.PI * progress));
}
