/** Cells as data: a tree of cylinders. */
import { assert, assertCount, assertPositive } from "@retrodict/check";

export const PACKAGE = "multi-compartment";

/** More nodes than this in a cell is taken for a slip. */
const MOST_COMPARTMENTS = 1e5;

/** A cylinder of membrane. */
export interface Section {
  /** Letters, digits, `-` and `_`; places are given as `name:fraction`. */
  readonly name: string;
  /** The section at whose far end this one begins; the first section has none. */
  readonly parent?: string;
  /** um */
  readonly length: number;
  /** um */
  readonly diameter: number;
  /** Equal parts the cylinder is divided into; 0 makes it one node with all its membrane, as a soma. */
  readonly compartments: number;
}

/** Throws `RetrodictError` unless the sections are one tree of positive sizes, parents before children. */
export function assertMorphology(sections: readonly Section[]): void {
  assertCount(sections.length, "the number of sections in morphology", PACKAGE);
  const known = new Set<string>();
  for (const section of sections) {
    assertCylinder(section);
    assertConnected(section, known);
    known.add(section.name);
  }
  const compartments = sections.reduce((sum, section) => sum + section.compartments, 0);
  assert(
    compartments <= MOST_COMPARTMENTS,
    "range",
    PACKAGE,
    () =>
      `expected at most ${MOST_COMPARTMENTS} compartments in morphology, got ${compartments}; divide it less finely`,
  );
}

function assertCylinder({ name, length, diameter, compartments }: Section): void {
  assert(
    typeof name === "string" && /^[\w-]+$/.test(name),
    "name",
    PACKAGE,
    () =>
      `expected a section name of letters, digits, - and _, got ${JSON.stringify(name)}; rename the section`,
  );
  assertPositive(length, `length of section ${name}`, PACKAGE);
  assertPositive(diameter, `diameter of section ${name}`, PACKAGE);
  assertCount(compartments, `compartments of section ${name}`, PACKAGE, 0);
}

function assertConnected({ name, parent }: Section, known: ReadonlySet<string>): void {
  assert(
    !known.has(name),
    "name",
    PACKAGE,
    () => `expected section names to differ, got ${name} twice; rename one`,
  );
  assert(
    known.size === 0 ? parent === undefined : parent !== undefined && known.has(parent),
    "argument",
    PACKAGE,
    () =>
      known.size === 0
        ? `expected the first section, ${name}, to have no parent, got ${parent}; put the root first`
        : `expected the parent of section ${name} among ${[...known].join(", ")}, got ${parent}; list parents before children, one root`,
  );
}
