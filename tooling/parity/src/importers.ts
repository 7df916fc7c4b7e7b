import { nflowsMaf } from "./nflows-maf.ts";
import { nflowsNsf } from "./nflows-nsf.ts";
import { sbiMdn } from "./sbi-mdn.ts";
import { sbiMlp } from "./sbi-mlp.ts";
import { sbiResnet } from "./sbi-resnet.ts";
import type { Importer } from "./types.ts";
import { zuko } from "./zuko.ts";

/** How the networks of the fixtures are imported, by the name of their case. */
export const importers: Readonly<Record<string, Importer>> = {
  "nflows-maf": nflowsMaf,
  "nflows-maf-rqs": nflowsMaf,
  "nflows-nsf": nflowsNsf,
  "zuko-maf": zuko,
  "zuko-nsf": zuko,
  "sbi-zuko-maf": zuko,
  "sbi-zuko-nsf": zuko,
  "sbi-mdn": sbiMdn,
  "sbi-mlp": sbiMlp,
  "sbi-resnet": sbiResnet,
};
