/** The definitions of the statistics put down directly for whole traces, to compare the streaming ones with. */

interface Options {
  readonly dt: number;
  /** Samples at the start that are left out. */
  readonly burnIn: number;
}

interface Burst {
  readonly start: number;
  readonly end: number;
}

/** Least-squares cubic through `values` at 0, 1, …, evaluated at `at`: normal equations, solved. */
function cubicFit(values: ArrayLike<number>, at: number): number {
  const n = values.length;
  const middle = (n - 1) / 2;
  const powers = (i: number) => [0, 1, 2, 3].map((p) => ((i - middle) / middle) ** p);
  const rows = [0, 1, 2, 3].map((a) => {
    const row = [0, 0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const x = powers(i);
      for (let b = 0; b < 4; b++) row[b] += x[a] * x[b];
      row[4] += x[a] * values[i];
    }
    return row;
  });
  for (let c = 0; c < 4; c++) {
    for (let r = 0; r < 4; r++) {
      if (r === c) continue;
      const factor = rows[r][c] / rows[c][c];
      rows[r] = rows[r].map((value, k) => value - factor * rows[c][k]);
    }
  }
  return powers(at).reduce((sum, x, c) => sum + (x * rows[c][4]) / rows[c][c], 0);
}

/** scipy's `savgol_filter(values, width, 3)`, edges "interp". */
export function smooth(values: Float64Array, dt: number): Float64Array {
  let width = Math.floor(0.5 / dt);
  if (width % 2 === 0) width++;
  const half = (width - 1) / 2;
  const unit = (k: number) => Array.from({ length: width }, (_, i) => (i === k ? 1 : 0));
  const weights = unit(0).map((_, k) => cubicFit(unit(k), half));
  const last = values.length - width;
  return values.map((_, i) => {
    if (i < half) return cubicFit(values.subarray(0, width), i);
    if (i >= values.length - half) return cubicFit(values.subarray(last), i - last);
    let sum = 0;
    for (let k = 0; k < width; k++) sum += weights[k] * values[i - half + k];
    return sum;
  });
}

function analyse(voltage: Float64Array, energy: Float64Array, dt: number) {
  const v = smooth(voltage, dt);
  const spikes: number[] = [];
  for (let k = 0; k + 2 < v.length; k++)
    if (v[k + 1] > -10 && v[k + 1] - v[k] >= 0 && v[k + 2] - v[k + 1] <= 0) spikes.push(k);
  const groups: number[][] = [];
  spikes.forEach((k, i) => {
    if (i === 0 || k * dt - spikes[i - 1] * dt >= 150) groups.push([]);
    groups.at(-1)!.push(k);
  });
  const bursts = groups
    .map((group): Burst => ({ start: group[0], end: group.at(-1)! }))
    .filter(({ start, end }) => end * dt - start * dt > 40);
  const sum = (from: number, to: number) => energy.slice(from, to).reduce((a, b) => a + b, 0);
  const energies = bursts.map(({ start, end }) => (start < 80 ? 0 : sum(start - 80, end + 480)));
  const plateaus = bursts.map(({ start }, i) => {
    const stop = i + 1 < bursts.length ? bursts[i + 1].start : spikes.at(-1)!;
    const above = Array.from(v.subarray(start, stop))
      .filter((_, k) => k % 10 === 0)
      .map((value) => (value > -30 ? "1" : "0"));
    const ended = above.join("").split("0").slice(0, -1);
    return 10 * Math.max(0, ...ended.map((run) => run.length));
  });
  const plateau = mean(plateaus);
  return {
    spikes,
    bursts,
    duration: mean(bursts.map(({ start, end }) => end * dt - start * dt)),
    plateau: (plateau < 200 ? 100 : plateau) * dt,
    energy: (sum(0, energy.length) * dt) / 1000,
    perBurst: spikes.length === 0 ? 0 : (mean(energies) * dt) / 1000,
    perSpike:
      spikes.length === 0 ? 0 : (energies.reduce((a, b) => a + b, 0) * dt) / 1000 / spikes.length,
  };
}

/** The 34 statistics, with what they are of; the window begins after the burn-in. */
export function batchStatistics(
  voltages: readonly Float64Array[],
  energies: readonly Float64Array[],
  { dt, burnIn }: Options,
) {
  const neurons = voltages.map((v, j) =>
    analyse(v.subarray(burnIn), energies[j].subarray(burnIn), dt),
  );
  const [abpd, lp, py] = neurons.map(({ bursts }) => bursts);
  const cycles = abpd.slice(1).map(({ start }, k) => ({ from: abpd[k], to: start }));
  const period = mean(cycles.map(({ from, to }) => to * dt - from.start * dt));
  const inside = (bursts: readonly Burst[], { from, to }: (typeof cycles)[number]) =>
    bursts.filter(({ start }) => start >= from.start && start < to);
  const periods = cycles
    .map((cycle) => ({ a: [cycle.from], l: inside(lp, cycle), p: inside(py, cycle) }))
    .filter(({ l, p }) => l.length === 1 && p.length === 1)
    .map(({ a, l, p }) => ({ a: a[0], l: l[0], p: p[0] }));
  const triphasic = periods.length / cycles.length >= 0.9;
  const delay = (of: (period: (typeof periods)[number]) => number) =>
    triphasic ? mean(periods.map((one) => of(one) * dt)) : Number.NaN;
  const ordered = periods.filter(
    ({ a, l, p }) => l.start <= p.start && l.end <= p.end && a.end <= l.start,
  );
  const endToLp = delay(({ a, l }) => l.start - a.end);
  const endToPy = delay(({ l, p }) => p.start - l.end);
  const values = [
    period,
    ...neurons.map(({ duration }) => duration),
    ...neurons.map(({ duration }) => duration / period),
    delay(({ a, l }) => l.start - a.start) / period,
    delay(({ a, p }) => p.start - a.start) / period,
    delay(({ a, l }) => l.start - a.start),
    delay(({ l, p }) => p.start - l.start),
    endToLp,
    endToPy,
    endToLp / period,
    endToPy / period,
    ...neurons.map(({ plateau }) => plateau),
    ...neurons.map(({ bursts }) => bursts.length),
    ...neurons.map(({ spikes }) => spikes.length),
    ...neurons.map(({ energy }) => energy),
    ...neurons.map(({ perBurst }) => perBurst),
    ...neurons.map(({ perSpike }) => perSpike),
    triphasic && ordered.length / periods.length >= 0.7 ? 1 : 0,
  ];
  return { values, neurons };
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
