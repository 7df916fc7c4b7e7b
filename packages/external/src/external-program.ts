import { assertRange } from "@retrodict/check";
import type { Simulator } from "@retrodict/spec";
import { featureLength } from "@retrodict/summary";
import { bridge } from "./bridge.ts";
import { externalSimulator } from "./external-simulator.ts";
import { maxReplyBytes } from "./protocol.ts";
import type { ExternalProgramOptions } from "./types.ts";

/**
 * A simulator that is a program of any language (Node only). It is started once per thread, at the first row, and asked one
 * row a line on its standard input; it replies with one line on its standard output. A row that it fails is all
 * NaN and says why, and the next row finds it started afresh.
 *
 * Throws `RetrodictError` outside Node and on a timeout out of range; rows throw it when the program cannot be
 * started at all, or failed at 50 rows running.
 */
export function externalProgram<P extends string = string, O extends string = string>(
  settings: ExternalProgramOptions<P, O>,
): Simulator<P, O> {
  const { info, options, command, args, cwd, env, timeoutSeconds } = settings;
  assertRange(timeoutSeconds, 0.001, 1e6, "timeoutSeconds", "external");
  const length = featureLength(info.outputs);
  const ask = bridge({
    helper: "program-worker",
    settings: {
      command,
      args,
      cwd,
      env,
      timeoutSeconds,
      length,
      maxReplyBytes: maxReplyBytes(length),
    },
    timeoutSeconds,
  });
  return externalSimulator({ info, options, ask, subject: `the program ${command}` });
}
