/** Checks every published package; prints what is wrong and exits 1 if anything is. */
import { join } from "node:path";
import { checkPackage } from "./check-package.ts";
import { publishedPackages, readJson, type Manifest } from "./workspace.ts";

const root = join(import.meta.dirname, "../../..");
const rootDevDependencies = Object.keys(
  readJson<Manifest>(join(root, "package.json")).devDependencies ?? {},
);
const packages = publishedPackages(root);
const problems = packages.flatMap((pkg) => checkPackage(pkg, rootDevDependencies));
for (const problem of problems) console.error(problem);
console.log(`${packages.length} packages, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
