/** Written by make-data.mjs: where the samples of a task and an observation are, each in a module of its own. */
export const references = {
  "gaussian-linear": {
    dim: 10,
    observations: [
      () => import("./gaussian-linear-1.ts"),
      () => import("./gaussian-linear-2.ts"),
      () => import("./gaussian-linear-3.ts"),
      () => import("./gaussian-linear-4.ts"),
      () => import("./gaussian-linear-5.ts"),
    ],
  },
  "gaussian-linear-uniform": {
    dim: 10,
    observations: [
      () => import("./gaussian-linear-uniform-1.ts"),
      () => import("./gaussian-linear-uniform-2.ts"),
      () => import("./gaussian-linear-uniform-3.ts"),
      () => import("./gaussian-linear-uniform-4.ts"),
      () => import("./gaussian-linear-uniform-5.ts"),
    ],
  },
  "slcp": {
    dim: 5,
    observations: [
      () => import("./slcp-1.ts"),
      () => import("./slcp-2.ts"),
      () => import("./slcp-3.ts"),
      () => import("./slcp-4.ts"),
      () => import("./slcp-5.ts"),
    ],
  },
  "slcp-distractors": {
    dim: 5,
    observations: [
      () => import("./slcp-1.ts"),
      () => import("./slcp-2.ts"),
      () => import("./slcp-3.ts"),
      () => import("./slcp-4.ts"),
      () => import("./slcp-5.ts"),
    ],
  },
  "bernoulli-glm": {
    dim: 10,
    observations: [
      () => import("./bernoulli-glm-1.ts"),
      () => import("./bernoulli-glm-2.ts"),
      () => import("./bernoulli-glm-3.ts"),
      () => import("./bernoulli-glm-4.ts"),
      () => import("./bernoulli-glm-5.ts"),
    ],
  },
  "bernoulli-glm-raw": {
    dim: 10,
    observations: [
      () => import("./bernoulli-glm-1.ts"),
      () => import("./bernoulli-glm-2.ts"),
      () => import("./bernoulli-glm-3.ts"),
      () => import("./bernoulli-glm-4.ts"),
      () => import("./bernoulli-glm-5.ts"),
    ],
  },
  "gaussian-mixture": {
    dim: 2,
    observations: [
      () => import("./gaussian-mixture-1.ts"),
      () => import("./gaussian-mixture-2.ts"),
      () => import("./gaussian-mixture-3.ts"),
      () => import("./gaussian-mixture-4.ts"),
      () => import("./gaussian-mixture-5.ts"),
    ],
  },
  "two-moons": {
    dim: 2,
    observations: [
      () => import("./two-moons-1.ts"),
      () => import("./two-moons-2.ts"),
      () => import("./two-moons-3.ts"),
      () => import("./two-moons-4.ts"),
      () => import("./two-moons-5.ts"),
    ],
  },
  "sir": {
    dim: 2,
    observations: [
      () => import("./sir-1.ts"),
      () => import("./sir-2.ts"),
      () => import("./sir-3.ts"),
      () => import("./sir-4.ts"),
      () => import("./sir-5.ts"),
    ],
  },
  "lotka-volterra": {
    dim: 4,
    observations: [
      () => import("./lotka-volterra-1.ts"),
      () => import("./lotka-volterra-2.ts"),
      () => import("./lotka-volterra-3.ts"),
      () => import("./lotka-volterra-4.ts"),
      () => import("./lotka-volterra-5.ts"),
    ],
  },
} as const;
