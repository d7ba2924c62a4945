// Figures are decimal strings from the ledger to the screen: never floating point.

/** "1234567.50" -> "1,234,567.50" */
export function grouped(value: string): string {
  const m = /^(-?)(\d+)(\.\d+)?$/.exec(value);
  if (!m) return value;
  return m[1].replace("-", "−") + m[2].replace(/\B(?=(\d{3})+$)/g, ",") + (m[3] ?? "");
}

/** The value divided by 10^digits, exact, without trailing zeros. */
export function shifted(value: string, digits: number): string {
  const m = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value);
  if (!m) return value;
  const all = m[2].padStart(digits + 1, "0");
  const whole = all.slice(0, all.length - digits);
  const rest = (all.slice(all.length - digits) + (m[3] ?? "")).replace(/0+$/, "");
  return m[1] + whole + (rest ? "." + rest : "");
}

/** At most `places` decimals, half up; says whether it is still exact. */
export function rounded(value: string, places: number): { text: string; exact: boolean } {
  const m = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value);
  if (!m || (m[3] ?? "").length <= places) return { text: value, exact: true };
  const kept = BigInt(m[2] + m[3].slice(0, places)) + (m[3][places] >= "5" ? 1n : 0n);
  const digits = kept.toString().padStart(places + 1, "0");
  const text = places ? digits.slice(0, -places) + "." + digits.slice(-places) : digits;
  return { text: m[1] + text, exact: /^0*$/.test(m[3].slice(places)) };
}

/** For heights of bars and points of lines only. */
export const drawn = (value: string) => (value === "" ? null : Number(value));

/** Yuan as people say it: 10.65 亿元. Empty where it is small or says nothing new. */
export function spoken(value: string, en: boolean): string {
  const digits = value.replace(/^-/, "").split(".")[0].replace(/^0+/, "").length;
  if (digits < 5) return "";
  const large = digits > 8;
  const size = en ? (digits > 9 ? 9 : digits > 6 ? 6 : 0) : large ? 8 : 4;
  if (!size) return "";
  const { text, exact } = rounded(shifted(value, size), 2);
  const unit = en ? (size === 9 ? " billion yuan" : " million yuan") : large ? " 亿元" : " 万元";
  return (exact ? "" : en ? "about " : "约 ") + grouped(text) + unit;
}
