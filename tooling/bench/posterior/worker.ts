/* A process that measures one job, out of the way of others: takes it as a message, answers with outcomes. */
import { setPriority } from "node:os";
import { measureJob } from "./measure-job.ts";
import type { Order } from "./supervise-job.ts";

setPriority(10);
process.once("disconnect", () => process.exit());
process.once("message", ({ job, python }: Order) => void measure({ job, python }));

async function measure({ job, python }: Order): Promise<void> {
  for await (const outcome of measureJob(job, python)) process.send!(outcome);
  process.disconnect();
}
