export { externalProgram } from "./external-program.ts";
export { httpService } from "./http-service.ts";
export type { ExternalProgramOptions, HttpServiceOptions } from "./types.ts";
