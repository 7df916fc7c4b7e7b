/** What a worker thread executes: it waits for commands in shared memory until it is ended. */
import { receiveMessageOnPort, workerData, type MessagePort } from "node:worker_threads";
import { COMMANDS, compileParty, party, type Command, type Party } from "./party.ts";
import type { SharedProgram } from "./shared-program.ts";
import { CONTROL, advance, waitWhile } from "./signals.ts";

/** Passed to a worker when it starts. */
export interface CrewMember {
  readonly control: Int32Array;
  /** The party it is; the calling thread is party 0. */
  readonly index: number;
  /** Gives one `SharedProgram` per command to compile, and takes messages of errors. */
  readonly port: MessagePort;
}

const { control, index, port } = workerData as CrewMember;
const parties: Party[] = [];

/** Every generation is one command, so that none is missed even if it was given before this thread ran. */
function work(): void {
  for (let generation = 0; ; generation = (generation + 1) | 0) {
    waitWhile(control, CONTROL.generation, generation);
    const command = COMMANDS[control[CONTROL.command]];
    try {
      execute(command);
    } catch (error) {
      port.postMessage(String(error));
      Atomics.add(control, CONTROL.failed, 1);
    }
    advance(control, CONTROL.done);
  }
}

function execute(command: Command): void {
  if (command === "compile") {
    const shared = receiveMessageOnPort(port)!.message as SharedProgram;
    parties.push(party(index, shared, compileParty(shared)));
    return;
  }
  const own = parties[control[CONTROL.program]];
  if (command === "step") own.reduce();
  own.run(command, control[CONTROL.rows]);
}

work();
