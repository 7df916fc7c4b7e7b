import type { Plugin } from "@retrodict/spec";
/** The pyloric network as tools find and run it: 31 parameters, with 10 Q10s, or with all 15. */
export declare const plugin: Plugin;
//# sourceMappingURL=plugin.d.ts.map
