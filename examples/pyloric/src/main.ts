/** The study of the crab's rhythm, as one report: `pnpm start --scale small`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { reportOf } from "./report/index.ts";
import { settingsFrom } from "./settings.ts";
import { conduct } from "./study.ts";

const settings = settingsFrom(process.argv.slice(2));
const findings = await conduct(settings);
const path = join(settings.folder, "report.html");
writeFileSync(path, reportOf(findings));
console.log(path);
