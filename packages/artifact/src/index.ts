export { decodeArtifact } from "./decode-artifact.ts";
export { encodeArtifact } from "./encode-artifact.ts";
export type { Artifact, DecodedArtifact } from "./types.ts";
export { upgrade, type Upgrade } from "./upgrade.ts";
