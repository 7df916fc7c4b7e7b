import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { progress } from "./progress.ts";

function terminal(isTTY: boolean) {
  let text = "";
  const stderr = Object.assign(
    new Writable({
      write(chunk: Buffer, _, done) {
        text += chunk.toString();
        done();
      },
    }),
    { isTTY },
  );
  const io = { stdout: stderr, stderr, cwd: ".", signal: new AbortController().signal };
  return { io, text: () => text };
}

function showTwoPhases(isTTY: boolean): string {
  const { io, text } = terminal(isTTY);
  const bar = progress(io);
  bar.show("simulate", 0, 10);
  bar.show("simulate", 10, 10);
  bar.show("train", 3, 100);
  bar.stop();
  return text();
}

test("a terminal sees a bar per phase", () => {
  const text = showTwoPhases(true);
  expect(text).toContain("10/10");
  expect(text).toMatch(/train +\S+ 3\/100/);
});

test("a pipe sees nothing", () => {
  expect(showTwoPhases(false)).toBe("");
});
