import type { Options, SimulatorInfo } from "@retrodict/spec";

interface ExternalOptions<P extends string, O extends string> {
  readonly info: SimulatorInfo<P, O>;
  /** Longest a row may take, at least 0.001, at most a million for a program, whose start counts, and 300 for a service. */
  readonly timeoutSeconds: number;
  /** Sent with every request as they are, but arrays of numbers as lists; nothing if absent. */
  readonly options?: Options;
}

export interface ExternalProgramOptions<
  P extends string = string,
  O extends string = string,
> extends ExternalOptions<P, O> {
  /** Name or path of the executable; no shell reads it. */
  readonly command: string;
  readonly args?: readonly string[];
  /** Folder the program starts in; the process's own if absent. */
  readonly cwd?: string;
  /** Added to the process's own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface HttpServiceOptions<
  P extends string = string,
  O extends string = string,
> extends ExternalOptions<P, O> {
  /** Where requests are posted, http or https. */
  readonly url: string;
  /** Added to every request, as an authorization. */
  readonly headers?: Readonly<Record<string, string>>;
}
