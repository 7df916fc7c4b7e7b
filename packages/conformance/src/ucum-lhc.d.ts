/** What `unit.ts` uses of a package that has no types of its own. */
declare module "@lhncbc/ucum-lhc" {
  export const UcumLhcUtils: {
    getInstance(): {
      validateUnitString(text: string): {
        readonly status: "valid" | "invalid" | "error";
        readonly ucumCode: string | null;
      };
    };
  };
}
