export { article, type Article, type ArticlePart } from "./article.ts";
export {
  coveragePlot,
  ecdfDifferencePlot,
  type CalibrationCurveInput,
  type CalibrationPlotInput,
} from "./calibration-plot.ts";
export { correlationPlot, type CorrelationPlotInput } from "./correlation-plot.ts";
export { designReport, type AssessedCandidate, type DesignReport } from "./design-report.ts";
export {
  informationPlot,
  type CandidateInformation,
  type InformationPlotInput,
} from "./information-plot.ts";
export { unitText } from "./label.ts";
export {
  labelledTracesPlot,
  type LabelledTrace,
  type LabelledTracesPlotInput,
} from "./labelled-traces-plot.ts";
export { linePlot, type Curve, type LinePlotInput } from "./line-plot.ts";
export { marginalPlot } from "./marginal-plot.ts";
export { pairPlot } from "./pair-plot.ts";
export { pathPlot, type PathPlotInput } from "./path-plot.ts";
export { rankPlot } from "./rank-plot.ts";
export { recoveryPlot } from "./recovery-plot.ts";
export { report } from "./report.ts";
export type { Exploration, ModeSummary } from "./report-exploration.ts";
export {
  sensitivityPlot,
  type FeatureSensitivity,
  type SensitivityPlotInput,
} from "./sensitivity-plot.ts";
export { statisticsPlot } from "./statistics-plot.ts";
export { summarizePosterior } from "./summarize-posterior.ts";
export { tracePlot } from "./trace-plot.ts";
export { trainingPlot } from "./training-plot.ts";
export type * from "./types.ts";
