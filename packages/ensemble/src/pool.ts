export { parallelTrainer, type ParallelTrainerOptions } from "./parallel-trainer.ts";
