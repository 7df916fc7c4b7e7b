/** What `design` found, as `design.json` of its folder keeps it, and the report of that. */
import { unitText, type DesignReport } from "@retrodict/plot";
import type { Assessment, DesignVerdict } from "@retrodict/design";
import type { Citation, Options, SimulatorEntry } from "@retrodict/spec";
import type { AssessOptions, CandidateExperiment } from "./assess-candidates.ts";
import { kept, type Kept } from "./numbers-in-json.ts";
import type { PluginValues } from "./option-flags.ts";
import { version } from "./version.ts";

export interface DesignRecord {
  readonly format: "retrodict-design";
  readonly formatVersion: 1;
  /** The arguments after `retrodict`. */
  readonly command: readonly string[];
  readonly seed: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly simulator: string;
  /** What is known of the parameters so far, in words. */
  readonly belief: string;
  readonly configuration: Pick<AssessOptions, "simulations" | "evaluations" | "estimator">;
  /** The best first. */
  readonly ranking: readonly RankedCandidate[];
  readonly verdict: DesignVerdict;
}

export interface RankedCandidate {
  readonly name: string;
  /** What sets it apart. */
  readonly values: PluginValues;
  /** All that it is simulated with. */
  readonly options: Options;
  /** A lower bound, in nats. */
  readonly information: Kept;
  readonly standardError: Kept;
  /** Share of the simulations without output. */
  readonly failed: number;
  readonly warnings: readonly string[];
}

export function designRecord(
  { ranking, verdict }: Assessment<CandidateExperiment>,
  about: Pick<DesignRecord, "command" | "seed" | "belief" | "configuration">,
  { info }: SimulatorEntry,
): DesignRecord {
  const { command, seed, belief, configuration } = about;
  return {
    format: "retrodict-design",
    formatVersion: 1,
    command,
    seed,
    versions: { retrodict: version, [info.id]: info.version, node: process.versions.node },
    simulator: info.id,
    belief,
    configuration,
    ranking: ranking.map(({ experiment: { candidate }, lower, failed, warnings }) => ({
      name: candidate.name,
      values: candidate.values,
      options: candidate.setup.experiment.options,
      information: kept(lower.value),
      standardError: kept(lower.standardError),
      failed,
      warnings,
    })),
    verdict,
  };
}

export function designReportOf(record: DesignRecord, entry: SimulatorEntry): DesignReport {
  const { simulator, belief, configuration, ranking, verdict, seed, command, versions } = record;
  const { description, citations = [] } = entry.info;
  return {
    title: `${simulator}: which experiment next`,
    summary: `${description} How much each of ${ranking.length} candidate experiments is expected to tell about its ${entry.info.parameters.length} parameters, beyond ${belief}.`,
    verdict: verdict.sentence,
    candidates: ranking.map(({ name, values, information, standardError, failed }) => ({
      name,
      settings: settingsOf(values, entry),
      information: information ?? Number.NaN,
      standardError: standardError ?? Number.NaN,
      failed,
    })),
    warnings: ranking.flatMap(({ name, warnings }) => warnings.map((one) => `${name}: ${one}`)),
    record: {
      command: `retrodict ${command.join(" ")}`,
      seed,
      settings: { belief, ...configuration },
      timings: {},
      versions,
    },
    citations: [...citations, ...methods],
  };
}

function settingsOf(values: PluginValues, { options = [] }: SimulatorEntry): string {
  const settings = Object.entries(values)
    .map(([name, value]) => {
      const unit = unitText(options.find((spec) => spec.name === name)?.unit ?? "1");
      return `${name} ${String(value)}${unit === "" ? "" : ` ${unit}`}`;
    })
    .join(", ");
  return settings === "" ? "–" : settings;
}

const methods: readonly Citation[] = [
  {
    authors: "Lindley DV",
    year: 1956,
    title: "On a measure of the information provided by an experiment",
    doi: "10.1214/aoms/1177728069",
  },
  {
    authors: "Foster A, Jankowiak M, Bingham E, Horsfall P, Teh YW, Rainforth T, Goodman N",
    year: 2019,
    title: "Variational Bayesian optimal experimental design",
    url: "https://arxiv.org/abs/1903.05480",
  },
];
