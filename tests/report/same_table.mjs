// Rows of two CSV files with a unit in their second column: every row of THEIRS stands in OURS.
import { readFileSync } from "node:fs";

const units = new Set(["人", "万元", "%", "户", "期", "人次"]);
const cells = (line) => [...line.matchAll(/("([^"]|"")*"|[^,]*)(,|$)/g)].map((m) => m[1].replace(/^"|"$/g, "").replaceAll('""', '"'));
const number = (s) => (/^-?[\d,]+(\.\d+)?$/.test(s) ? String(Number(s.replaceAll(",", ""))) : s.trim());
function rows(file) {
  return readFileSync(file, "utf8").replace(/^\uFEFF/, "").split(/\r?\n/).map(cells).filter((c) => units.has(c[1]))
    .map((c) => c.map(number).join("|").replace(/\|+$/, ""));
}
const [ours, theirs] = process.argv.slice(2).map(rows);
const missing = theirs.filter((row) => !ours.includes(row));
if (missing.length || theirs.length < 15) {
  console.log(`${theirs.length} rows read`, ...missing);
  process.exit(1);
}
