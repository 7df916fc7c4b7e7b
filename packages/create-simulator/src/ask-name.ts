import { cancel, isCancel, text } from "@clack/prompts";
import { RetrodictError } from "@retrodict/check";
import { assertName } from "./name.ts";

/** Asks a person; throws `RetrodictError` where there is none, or they would rather not say. */
export async function askName(): Promise<string> {
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new RetrodictError(
      "argument",
      "create-simulator",
      "expected the name of a package, got none; pass one, as in create-simulator my-model",
    );
  const name = await text({
    message: "Name of the package?",
    placeholder: "my-model",
    validate: (answer = "") => problemOf(answer),
  });
  if (!isCancel(name)) return name;
  cancel("Nothing was written.");
  throw new RetrodictError("aborted", "create-simulator", "expected a name, got none; start again");
}

function problemOf(name: string): string | undefined {
  try {
    assertName(name);
    return undefined;
  } catch (error) {
    return (error as RetrodictError).message;
  }
}
