export interface Citation {
  readonly title: string;
  readonly authors: string;
  readonly year: number;
  readonly doi?: string;
  readonly url?: string;
}

/** A named quantity: a parameter, an output, a column of a recording. */
export interface FieldSpec<Name extends string = string> {
  readonly name: Name;
  /** UCUM code, `"1"` if dimensionless. */
  readonly unit: string;
  readonly description: string;
  /** Label for plots; defaults to `name`. */
  readonly symbol?: string;
}

export interface ParameterSpec<Name extends string = string> extends FieldSpec<Name> {
  /** Edges of the default prior, in `unit`; where the simulator declares a prior of its own, the range to show. */
  readonly bounds: readonly [lower: number, upper: number];
  readonly default: number;
  /** The default prior is uniform on this scale; `"linear"` if absent. */
  readonly scale?: "linear" | "log";
  readonly group?: string;
}

export interface OutputSpec<Name extends string = string> extends FieldSpec<Name> {
  /** `[]` for a scalar, `[n]` for a trace of n samples. */
  readonly shape: readonly number[];
  /** What the leading axis is, for traces. */
  readonly axis?: {
    readonly name: string;
    readonly unit: string;
    readonly start: number;
    readonly step: number;
  };
}

/** A setting of a simulator or a reader; tools turn it into a flag. */
export type OptionSpec<Name extends string = string> = FieldSpec<Name> & {
  /** It must be given: no default would make sense. */
  readonly required?: boolean;
} & (
    | {
        readonly type: "number";
        readonly default?: number;
        readonly bounds?: readonly [lower: number, upper: number];
      }
    | { readonly type: "string"; readonly default?: string; readonly choices?: readonly string[] }
    | { readonly type: "boolean"; readonly default?: boolean }
  );

/** Values of options: structured-cloneable, so they reach worker threads. */
export type Options = Readonly<Record<string, unknown>>;
