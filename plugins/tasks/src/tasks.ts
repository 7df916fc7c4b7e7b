import { assert } from "@retrodict/check";
import { bernoulliGlmRawTask } from "./bernoulli-glm-raw.ts";
import { bernoulliGlmTask } from "./bernoulli-glm.ts";
import { gaussianLinearUniformTask } from "./gaussian-linear-uniform.ts";
import { gaussianLinearTask } from "./gaussian-linear.ts";
import { gaussianMixtureTask } from "./gaussian-mixture.ts";
import { lotkaVolterraTask } from "./lotka-volterra.ts";
import { sirTask } from "./sir.ts";
import { slcpDistractorsTask } from "./slcp-distractors.ts";
import { slcpTask } from "./slcp.ts";
import { twoMoonsTask } from "./two-moons.ts";
import type { Task } from "./types.ts";

/** All ten, in the order of the publication's appendix. */
export const tasks: readonly Task[] = Object.freeze([
  gaussianLinearTask,
  gaussianLinearUniformTask,
  slcpTask,
  slcpDistractorsTask,
  bernoulliGlmTask,
  bernoulliGlmRawTask,
  gaussianMixtureTask,
  twoMoonsTask,
  sirTask,
  lotkaVolterraTask,
]);

/** The task of this id, such as `"two-moons"`. Throws on an id that none has. */
export function task(id: string): Task {
  const found = tasks.find(({ info }) => info.id === id);
  assert(
    found !== undefined,
    "name",
    "tasks",
    () =>
      `expected a task, got "${id}"; pass one of ${tasks.map(({ info }) => info.id).join(", ")}`,
  );
  return found;
}
