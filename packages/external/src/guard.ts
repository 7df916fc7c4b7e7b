/**
 * A thread that is terminated, or a process that is killed, runs no code at its end, and a program that never reads
 * its input again would not notice. So a shell waits next to each program for the end of its own input, which comes
 * however the thread ends, and then kills the program's group: one idle process of a megabyte. On Windows, which has no
 * such shell, Node ends programs with the process, and those that read their input with the thread.
 */
import { spawn } from "node:child_process";

/** Whether programs lead a process group, which is then killed as a whole, with what they started themselves. */
export const hasGroups = process.platform !== "win32";

/** Kills the group that `pid` leads once this thread is gone. */
export function startGuard(pid: number) {
  const script = 'read -r _; kill -KILL "-$1"';
  const guard = spawn("/bin/sh", ["-c", script, "sh", String(pid)], {
    // Away from the terminal's group, so that Ctrl-C does not end it before it has done its work.
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Without a shell there is no guard, and the program ends when its input does.
  guard.on("error", () => {});
  guard.stdin.on("error", () => {});
  return { dismiss: () => guard.kill("SIGKILL") };
}
