/** The helper thread of a program: keeps one running and puts a fresh one in place of any that failed. */
import { startProgram, type Program, type ProgramSettings } from "./program.ts";
import { lost, readReply } from "./protocol.ts";
import { serve } from "./serve.ts";

serve<ProgramSettings & { readonly length: number }>((settings) => {
  let program: Program | undefined;
  return async ({ id, request }) => {
    if (!program?.alive()) program = startProgram(settings);
    const outcome = await program.ask(request);
    const reply = typeof outcome === "string" ? readReply(outcome, id, settings.length) : outcome;
    if (reply.kind !== "lost") return reply;
    const reason = withLastWords(reply.reason, program.lastWords());
    program.kill();
    program = undefined;
    return lost(reason);
  };
});

const withLastWords = (reason: string, words: string): string =>
  words === "" ? reason : `${reason}; its last words were: ${words}`;
