import type { Plugin } from "@retrodict/spec";
import { tasks } from "./tasks.ts";

/** The ten benchmark tasks as tools find and run them. */
export const plugin: Plugin = Object.freeze({ specVersion: 1, name: "tasks", simulators: tasks });
