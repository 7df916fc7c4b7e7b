import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { normals } from "../two-sample/normals.test.helper.ts";

/** Standard normals and others: how many, of what dimension, and how the others differ. */
export interface Pair {
  readonly rows: number;
  readonly dim: number;
  readonly shift: number;
  readonly scale: number;
}

/** The samples that scikit-learn's numbers in `fixtures/scikit-learn.json` are of. */
export function samplesOf({ rows, dim, shift, scale }: Pair): readonly [x: Matrix, y: Matrix] {
  const root = stream(11);
  return [
    normals(root.fork("x"), [rows, dim]),
    normals(root.fork("y"), [rows, dim], { shift, scale }),
  ];
}
