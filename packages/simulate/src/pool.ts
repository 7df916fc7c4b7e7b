export { workerPool } from "./worker-pool.ts";
export type { WorkerPool, WorkerPoolOptions } from "./worker-pool.ts";
