import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { command, folderWith, line } from "./fixtures/run-command.ts";

const header = "time_s,value_V,drive_A\n";
const rows = Array.from({ length: 20 }, (_, i) => `${i / 10},${i},0\n`).join("");

const files = {
  "good.csv": header + rows,
  "cell.csv": `${header}0,1,0\n0.1,x1,0\n`,
  "ragged.csv": `${header}0,1,0\n0.1,1\n`,
  "unknown-column.csv": `time_s,value_V,drive_A,notes\n${rows.replaceAll("\n", ",1\n")}`,
  "missing-column.csv": `time_s,value_V\n${rows.replaceAll(",0\n", "\n")}`,
  "unit.csv": `time_ms,value_V,drive_A\n${rows}`,
  "nan.csv": header + rows.replace("0.5,5,", "0.5,NaN,"),
  "nan.json": "[1, NaN]",
  "null.json": "[1, null]",
  "long.json": "[1, 2, 3]",
  "object.json": '{"mean": 1}',
  "statistics.csv": "mean,rise\n3.4,1.5\n",
  "statistics-nan.csv": "mean,rise\n3.4,nan\n",
  "statistics-unknown.csv": "mean,ries\n3.4,1.5\n",
  "statistics-missing.csv": "mean\n3.4\n",
  "statistics-two.csv": "mean,rise\n3.4,1.5\n1,2\n",
  "no-plugin.mjs": "export const other = 1;\n",
  "broken.mjs": "export const = ;\n",
};

const infer = (...rest: string[]) => ["infer", line, ...rest];
const observed = (file: string, ...rest: string[]) =>
  infer("--observed", file, "--gain", "1", ...rest);
const good = (...rest: string[]) => observed("good.csv", ...rest);
const design = (candidates: string, ...rest: string[]) => [
  "design",
  line,
  "--candidates",
  candidates,
  ...rest,
];
const bare = line.replace("#line", "#bare");

/** Arguments, and what the one line on standard error says about them. */
const cases: Readonly<Record<string, readonly [argv: readonly string[], message: RegExp]>> = {
  "missing file": [
    observed("absent.csv"),
    /--observed absent\.csv: cannot read it: no such file or folder; check the path/,
  ],
  "folder as file": [observed("."), /--observed \.: cannot read it: it is a folder/],
  "non-numeric cell": [
    observed("cell.csv"),
    /cell\.csv: line 3, column value_V: expected a number, got "x1"; correct/,
  ],
  "ragged rows": [observed("ragged.csv"), /ragged\.csv: line 3: expected 3 cells .* got 2; add/],
  "unknown column": [
    observed("unknown-column.csv"),
    /unknown-column\.csv: unknown column notes; a recording has time_s, value_V, drive_A; rename/,
  ],
  "missing column": [observed("missing-column.csv"), /column drive_A is missing .*; add it/],
  "unknown unit": [
    observed("unit.csv"),
    /unit\.csv: unknown unit "ms" of column time_ms; convert it to s and name it time_s/,
  ],
  "NaN in a recording": [observed("nan.csv"), /nan\.csv: the observed mean is NaN; correct/],
  "NaN in JSON": [
    infer("--observed", "nan.json"),
    /nan\.json: not valid JSON: .*; correct the file/,
  ],
  "null in JSON": [
    infer("--observed", "null.json"),
    /null\.json: entry 2: expected a number, got null/,
  ],
  "JSON that is no array": [
    infer("--observed", "object.json"),
    /object\.json: expected a JSON array/,
  ],
  "NaN among statistics": [
    infer("--observed", "statistics-nan.csv"),
    /statistics-nan\.csv: the observed rise is NaN; .*--features/,
  ],
  "unknown statistic": [
    infer("--observed", "statistics-unknown.csv"),
    /unknown column ries \(did you mean rise\?\); the statistics are mean, rise/,
  ],
  "missing statistic": [infer("--observed", "statistics-missing.csv"), /column rise is missing/],
  "several rows of statistics": [
    ["infer", bare, "--observed", "statistics-two.csv"],
    /statistics-two\.csv: expected one row of statistics, got 2/,
  ],
  "wrong length": [
    infer("--observed", "long.json"),
    /long\.json: expected 2 numbers \(mean, rise\), got 3; add or remove/,
  ],
  "no data": [infer(), /pass --observed FILE or --observation NAME/],
  "data twice": [good("--observation", "steep"), /--observed and --observation both/],
  "unknown observation": [
    infer("--observation", "stepe"),
    /no observation stepe \(did you mean steep\?\); choose from steep/,
  ],
  "missing option of the recording": [
    infer("--observed", "good.csv"),
    /the recording good\.csv needs --gain/,
  ],
  "option without effect": [
    good("--noise-level", "1"),
    /--noise-level has no effect with good\.csv; remove it/,
  ],
  "option out of bounds": [
    infer("--observation", "steep", "--noise-level", "11"),
    /--noise-level: expected a number between 0 and 10 V, got 11/,
  ],
  "option not a number": [good("--gain", "high"), /--gain: expected a number, got "high"/],
  "option not a choice": [
    infer("--mode", "breaks"),
    /--mode: expected one of works, throws, .* got "breaks"/,
  ],
  "unknown flag": [good("--sede", "1"), /unknown option '--sede' .*see retrodict infer --help/],
  "unknown command": [["infre"], /unknown command 'infre'.*see retrodict --help/],
  "unknown algorithm": [good("--algorithm", "snp"), /Allowed choices are snpe/],
  "unknown sampler": [good("--sampler", "gibbs"), /Allowed choices are slice, hmc, nuts,/],
  "estimator of another kind": [
    good("--algorithm", "snre-b", "--estimator", "maf"),
    /--estimator maf does not fit --algorithm snre-b, which takes resnet or mlp; choose one of them/,
  ],
  "estimator of ratios": [
    good("--estimator", "mlp"),
    /--estimator mlp does not fit --algorithm snpe, which takes flows, maf, nsf or mdn; choose one/,
  ],
  "estimator that gives no mixture": [
    good("--algorithm", "snpe-a", "--estimator", "nsf"),
    /--estimator nsf does not fit --algorithm snpe-a, which takes mdn; choose that/,
  ],
  "estimator where nothing is trained": [
    good("--algorithm", "abc", "--estimator", "mdn"),
    /--estimator mdn has no effect with --algorithm abc, which trains no network; remove it/,
  ],
  "rounds from the prior only": [
    good("--rounds", "3"),
    /--rounds 3 with --algorithm snpe, which learns from .* the prior only.* or choose snpe-a, .*, abc-smc/,
  ],
  "more rounds than simulations": [
    good("--algorithm", "snle", "--rounds", "3", "--simulations", "2"),
    /--simulations 2: expected at least one for each of 3 rounds; raise it/,
  ],
  "sampler where none is needed": [
    good("--algorithm", "tsnpe", "--sampler", "nuts"),
    /--sampler nuts has no effect with --algorithm tsnpe, which draws by itself; remove it, or choose snle, snre-a/,
  ],
  "resume of nothing": [["resume", "absent"], /absent: there is no unfinished run absent\.partial/],
  "resume of a finished run": [
    ["resume", "occupied"],
    /occupied: there is nothing to resume, as it is finished/,
  ],
  "resume of a file": [
    ["resume", "good.csv"],
    /good\.csv: expected the folder of a run, got a file/,
  ],
  "resume of something else": [
    ["resume", "stopped"],
    /stopped\.partial: it holds no command of infer to go on with; remove it/,
  ],
  "unknown bundled plugin": [
    ["infer", "hodgkin-huxly"],
    /unknown plugin hodgkin-huxly \(did you mean hodgkin-huxley\?\); bundled: hodgkin-huxley/,
  ],
  "no plugin": [["infer", "--seed", "1"], /infer: expected PLUGIN right after the command/],
  "plugin path that is not there": [
    ["infer", "./absent.mjs"],
    /plugin \.\/absent\.mjs: no such file/,
  ],
  "module without plugin": [["infer", "./no-plugin.mjs"], /expected its module to export `plugin`/],
  "module that does not load": [["infer", "./broken.mjs"], /broken\.mjs: its module fails to load/],
  "unknown simulator": [
    ["infer", line.replace("#line", "#lime")],
    /has no simulator lime \(did you mean line\?\); it has line, bare/,
  ],
  "several simulators": [
    ["infer", "lif-network"],
    /has several simulators; name one, as lif-network#brunel/,
  ],
  "unknown parameter": [
    good("--prior", "slop=0:1"),
    /--prior: unknown parameter slop \(did you mean slope\?\); choose from slope, offset/,
  ],
  "impossible bounds": [
    good("--prior", "slope=2:1"),
    /--prior slope=2:1: the lower bound must be below the upper one; swap/,
  ],
  "bounds that are no numbers": [good("--prior", "slope=a:1"), /--prior: expected NAME=LOW:HIGH/],
  "zero simulations": [
    good("--simulations", "0"),
    /--simulations: expected a whole number of at least 1, got 0/,
  ],
  "half a simulation": [good("--simulations", "1.5"), /--simulations: expected a whole number/],
  "negative time limit": [
    good("--row-time-limit", "-1"),
    /--row-time-limit: expected seconds above/,
  ],
  "unknown feature": [
    good("--features", "rse"),
    /--features: unknown feature "rse" \(did you mean rise\?\); choose from mean, rise/,
  ],
  "too many features": [good("--features", "3"), /--features: expected a count between 1 and 2/],
  "feature twice": [good("--features", "mean,mean"), /--features: mean is named twice/],
  "unwritable folder": [
    good("--out", "good.csv/run"),
    /--out good\.csv\/run: cannot write there: .* is a file.*; choose another folder/,
  ],
  "file in the way": [good("--out", "good.csv"), /--out good\.csv: a file of that name/],
  "occupied folder": [good("--out", "occupied"), /--out occupied: the folder is not empty/],
  "unfinished run": [
    good("--out", "stopped"),
    /stopped\.partial holds an unfinished run; continue it with retrodict resume stopped, or remove it/,
  ],
  "report of nothing": [["report", "absent"], /absent\/run\.json: cannot read it: no such file/],
  "explore without saying what": [
    ["explore"],
    /explore: expected what to do; see retrodict explore --help/,
  ],
  "explore what is not there": [
    ["explore", "pth", "occupied"],
    /unknown command 'pth' \(Did you mean path\?\); see retrodict explore --help/,
  ],
  "explore of nothing": [["explore", "map", "absent"], /absent\/run\.json: cannot read it/],
  "explore of something else": [
    ["explore", "conditional", "occupied"],
    /occupied\/run\.json: not the record of an infer run/,
  ],
  "row of a path that is none": [
    ["explore", "path", "occupied", "--from", "0"],
    /--from: expected a whole number of at least 1, got 0/,
  ],
  "design without candidates": [["design", line], /required option '--candidates <list\|file>'/],
  "design without plugin": [["design", "--seed", "1"], /design: expected PLUGIN right after/],
  "candidates that are none": [design(" ; "), /--candidates: expected at least one experiment/],
  "candidate without a value": [
    design("calm: noise-level"),
    /--candidates: expected "name: option=value, …; …", got "noise-level"; correct it/,
  ],
  "candidate with an unknown option": [
    design("calm: noise-levle=1"),
    /--candidates: calm: line has no option noise-levle \(did you mean noise-level\?\); choose/,
  ],
  "candidate out of bounds": [
    design("calm: noise-level=11"),
    /--candidates: calm: --noise-level: expected a number between 0 and 10 V, got 11/,
  ],
  "candidate twice": [
    design("noise-level=1; noise-level=1"),
    /--candidates: noise-level=1 is named twice; give each a name of its own/,
  ],
  "candidates in no file": [design("absent.json"), /--candidates absent\.json: cannot read it/],
  "candidates in no JSON": [design("nan.json"), /nan\.json: not valid JSON/],
  "candidates that are a list": [design("long.json"), /long\.json: expected a JSON object/],
  "candidates without settings": [
    design("object.json"),
    /object\.json: mean: expected a JSON object, as in/,
  ],
  "belief from nothing": [
    design("noise-level=1", "--from", "absent"),
    /absent\/run\.json: cannot read it/,
  ],
  "prior beside a belief": [
    design("noise-level=1", "--from", "absent", "--prior", "slope=0:1"),
    /--prior has no effect with --from absent, whose posterior is used; remove it/,
  ],
  "design with an option of recordings": [
    design("noise-level=1", "--gain", "2"),
    /unknown option '--gain'; see retrodict design --help/,
  ],
  "sample without data": [["sample", "absent"], /required option '--observed <file>'/],
  "sample of something else": [
    ["sample", "occupied", "--observed", "long.json"],
    /occupied\/run\.json: not the record of an infer run/,
  ],
};

describe("bad input ends with code 2 and one line that says what to do", () => {
  const cwd = folderWith(files);
  mkdirSync(join(cwd, "occupied"));
  writeFileSync(join(cwd, "occupied/run.json"), "{}");
  mkdirSync(join(cwd, "stopped.partial"));
  const before = readdirSync(cwd);

  test.each(Object.entries(cases))("%s", async (_, [argv, message]) => {
    const { code, stdout, stderr } = await command(cwd, argv);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^retrodict: [^\n]+\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(readdirSync(cwd)).toEqual(before);
  });
});
