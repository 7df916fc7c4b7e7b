/** Named figures and settings of a run; what `--json` prints. */
export type Report = Readonly<Record<string, number | string | boolean | null>>;

/** Settings of a benchmark with their defaults; each is a flag, without a value where it is true or false. */
export type Settings = Readonly<Record<string, number | string | boolean>>;

export interface Benchmark<S extends Settings = Settings> {
  readonly summary: string;
  readonly defaults: S;
  run(settings: S): Report | Promise<Report>;
}
