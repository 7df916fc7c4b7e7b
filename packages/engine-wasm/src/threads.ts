export {
  threadedEngine,
  type ThreadedEngine,
  type ThreadedEngineOptions,
} from "./threads/threaded-engine.ts";
