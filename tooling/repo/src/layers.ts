/**
 * A package may depend on packages of lower layers only. `docs/contributing/architecture.md` says what
 * each is for; plugins stand on layer 4, above what they may build on and below what runs them.
 */
export const layers: Readonly<Record<string, number>> = {
  "@retrodict/spec": 0,
  "@retrodict/check": 1,
  "@retrodict/random": 2,
  "@retrodict/matrix": 2,
  "@retrodict/artifact": 3,
  "@retrodict/distributions": 3,
  "@retrodict/ode": 3,
  "@retrodict/stats": 3,
  "@retrodict/summary": 3,
  "@retrodict/tensor": 3,
  "@retrodict/engine-tfjs": 4,
  "@retrodict/engine-wasm": 4,
  "@retrodict/conformance": 4,
  "@retrodict/nn": 4,
  "@retrodict/simulate": 4,
  "@retrodict/hodgkin-huxley": 4,
  "@retrodict/ensemble": 5,
  "@retrodict/classifier": 5,
  "@retrodict/maf": 5,
  "@retrodict/mdn": 5,
  "@retrodict/nsf": 5,
  "@retrodict/snpe": 6,
  "@retrodict/rounds": 7,
  "@retrodict/plot": 8,
  retrodict: 8,
  "@retrodict/cli": 9,
};
