/** From options to the sections of a cell. */
import { assert, assertCount, assertPositive } from "@retrodict/check";
import { assertMorphology, PACKAGE, type Section } from "./morphology.ts";
import { namedMorphologies, type MorphologyName } from "./named-morphologies.ts";
import type { HodgkinHuxleyCableOptions, PassiveCableOptions } from "./options.ts";

/** Options that say how large a named morphology is. */
const SIZES = ["length", "diameter", "soma-diameter", "compartments"] as const;

/** Every option that shapes a cell, the defaults filled in. */
type CellOptions = Required<Pick<PassiveCableOptions, "morphology" | (typeof SIZES)[number]>>;

/**
 * The sections that the options describe: those given, or a named morphology of the size given. Throws on
 * sections that are no tree, a size that is not positive, or a size next to sections, which have their own.
 */
export function sectionsOf(
  options: PassiveCableOptions | HodgkinHuxleyCableOptions,
  resolved: CellOptions,
): readonly Section[] {
  const { morphology } = resolved;
  if (typeof morphology === "string") return named(morphology, resolved);
  const size = SIZES.find((name) => options[name] !== undefined);
  assert(
    size === undefined,
    "argument",
    PACKAGE,
    () => `expected no ${size} next to the sections of morphology; set it in the sections`,
  );
  assert(
    Array.isArray(morphology),
    "argument",
    PACKAGE,
    () =>
      `expected morphology as a name or an array of sections, got ${String(morphology)}; pass one`,
  );
  assertMorphology(morphology);
  return morphology;
}

function named(name: MorphologyName, options: CellOptions): readonly Section[] {
  const { length, diameter, "soma-diameter": somaDiameter, compartments } = options;
  assert(
    Object.hasOwn(namedMorphologies, name),
    "name",
    PACKAGE,
    () =>
      `expected morphology among ${Object.keys(namedMorphologies).join(", ")}, got "${name}"; choose one or pass sections`,
  );
  assertPositive(length, "length", PACKAGE);
  assertPositive(diameter, "diameter", PACKAGE);
  assertPositive(somaDiameter, "soma-diameter", PACKAGE);
  assertCount(compartments, "compartments", PACKAGE);
  const sections = namedMorphologies[name]({ length, diameter, somaDiameter, compartments });
  assertMorphology(sections);
  return sections;
}
