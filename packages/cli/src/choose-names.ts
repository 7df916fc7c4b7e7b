import { fail } from "./fail.ts";
import { didYouMean } from "./near.ts";

/** What a list on the command line may name. */
export interface Nameable {
  /** The flag, for messages. */
  readonly flag: string;
  /** What is named: a feature, a parameter. */
  readonly what: string;
  readonly names: readonly string[];
}

/** Names of a comma-separated list; throws where one is unknown or named twice. */
export function chooseNames(text: string, { flag, what, names }: Nameable): readonly string[] {
  const chosen = text.split(",").map((name) => name.trim());
  chosen.forEach((name, i) => {
    if (!names.includes(name))
      fail(
        "name",
        `${flag}: unknown ${what} "${name}"${didYouMean(name, names)}; choose from ${names.join(", ")}`,
      );
    if (chosen.indexOf(name) !== i)
      fail("argument", `${flag}: ${name} is named twice; name it once`);
  });
  return chosen;
}
