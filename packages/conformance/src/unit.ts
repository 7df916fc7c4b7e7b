import { UcumLhcUtils } from "@lhncbc/ucum-lhc";

/** Noise has units such as mV/√ms; UCUM writes whole powers only, so these are written `mV/ms^0.5`. */
const HALF_POWER = /\^0\.5(?![\d.])/g;

/** Whether the text is a UCUM code as it stands, by the tables of UCUM; `^0.5` may follow a unit. */
export function isUnit(text: string): boolean {
  const whole = text.replaceAll(HALF_POWER, "");
  const { status, ucumCode } = UcumLhcUtils.getInstance().validateUnitString(whole);
  return status === "valid" && ucumCode === whole;
}
