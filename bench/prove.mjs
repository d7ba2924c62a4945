// Finds the figures of texts marked by hand with shanhai and with its peer, Microsoft's
// Recognizers-Text, in one run, and prints how many each finds, how many it takes that are none, and
// its CPU time beyond loading.
//
//   node bench/prove.mjs SHANHAI BENCH-BINARY [PAGE-FOLDER]
//
// The peer is read kindly: a date or number of it counts where it touches a marked figure's own span
// and its value is the marked one, in whatever unit; a date counts by its span alone.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";

const [shanhai, timer, page] = process.argv.slice(2);
const peer = createRequire(import.meta.url)("@microsoft/recognizers-text-suite");

function texts() {
  const out = [];
  for (const folder of ["tests/prove/texts", "tests/prove/texts/held", "tests/prove/texts/held_again"])
    for (const name of readdirSync(folder).filter((n) => n.endsWith(".want")).sort()) {
      const [head, ...rows] = readFileSync(`${folder}/${name}`, "utf8").trim().split("\n");
      const marks = rows.map((r) => r.split("\t")).map(([start, end, , value, unit]) => ({
        start: +start, end: +end, value, date: unit === "date",
        kind: value === "!" ? "name" : value === "?" ? "either" : "figure",
      }));
      out.push({ file: `${folder}/${name.replace(".want", ".txt")}`, published: head.slice(12), marks });
    }
  if (page && existsSync(`${page}/figures.tsv`)) {
    const [head, ...rows] = readFileSync(`${page}/figures.tsv`, "utf8").trim().split("\n").map((l) => l.split("\t"));
    const at = (row, name) => row[head.indexOf(name)];
    out.push({
      file: `${page}/page.txt`, published: "2019-09-01",
      marks: rows.map((r) => ({
        start: +at(r, "byte_start"), end: +at(r, "byte_end"), value: at(r, "value"),
        date: at(r, "kind") === "date", kind: at(r, "kind") === "name_not_figure" ? "name" : "figure",
      })),
    });
  }
  return out;
}

const same = (a, b) => a === b || (a !== "" && b !== "" && Number(a) === Number(b));
const scales = [1, 1000, 10000, 1e6];

// One row a figure taken: bytes from, to, value; `date` where it is one.
function ours(text) {
  const tsv = execFileSync(shanhai, ["--format", "tsv", "prove", "--find", text.file, "--published", text.published], { encoding: "utf8" });
  return tsv.split("\n").filter((l) => /^\d+\t\d+\t\d+/.test(l)).map((l) => l.split("\t"))
    .map((c) => ({ start: +c[2], end: +c[3], value: c[7], date: c[6] === "date" }));
}

function theirs(source, text) {
  const culture = peer.Culture.Chinese;
  const day = new Date(text.published);
  const numbers = peer.recognizeNumber(source, culture);
  const dates = peer.recognizeDateTime(source, culture, 0, day);
  for (const f of [peer.recognizePercentage, peer.recognizeCurrency, peer.recognizeDimension, peer.recognizeAge, peer.recognizeTemperature])
    f(source, culture);
  const bytes = (n) => Buffer.byteLength(source.slice(0, n));
  const row = (r, date) => ({ start: bytes(r.start), end: bytes(r.end + 1), value: String(r.resolution?.value ?? ""), date });
  const dated = dates.map((r) => row(r, true));
  return [...dated, ...numbers.map((r) => row(r, false)).filter((n) => !dated.some((d) => n.start >= d.start && n.end <= d.end))];
}

function score(total, text, taken, lenient) {
  const touches = (t, m) => t.start < m.end && t.end > m.start;
  for (const m of text.marks) {
    if (m.kind !== "figure") continue;
    total.figures++;
    const fits = (t) => (m.value.includes("..") ? !lenient ? same(t.value, m.value) || m.value.startsWith(t.value) : true
      : (lenient ? scales : [1]).some((s) => same(String(+t.value * s), m.value)) || same(t.value, m.value));
    total.found += taken.some((t) => touches(t, m) && ((m.date && t.date) || fits(t)));
  }
  total.taken += taken.length;
  total.wrong += taken.filter((t) => {
    const met = text.marks.filter((m) => touches(t, m));
    return !met.some((m) => m.kind !== "name");
  }).length;
}

const totals = { shanhai: { figures: 0, found: 0, taken: 0, wrong: 0, ms: 0 }, peer: { figures: 0, found: 0, taken: 0, wrong: 0, ms: 0 } };
let letters = 0;
theirs("共12人，占3%。", { published: "2020-01-01" }); // what it makes once is not its time
for (const text of texts()) {
  const source = readFileSync(text.file, "utf8");
  letters += [...source].length;
  score(totals.shanhai, text, ours(text), false);
  totals.shanhai.ms += Number(execFileSync(timer, ["-", text.file, text.published, "21"], { encoding: "utf8" }).split("\t")[3]);
  const before = process.cpuUsage();
  const rows = theirs(source, text);
  const used = process.cpuUsage(before);
  totals.peer.ms += (used.user + used.system) / 1000;
  score(totals.peer, text, rows, true);
}
console.log(`${letters} letters`);
console.log("            figures  found  recall   taken  false  share     CPU ms");
for (const [who, t] of Object.entries(totals))
  console.log(`${who.padEnd(10)} ${String(t.figures).padStart(8)} ${String(t.found).padStart(6)} ${((t.found * 100) / t.figures).toFixed(1).padStart(6)}% ${String(t.taken).padStart(7)} ${String(t.wrong).padStart(6)} ${((t.wrong * 100) / t.taken).toFixed(1).padStart(5)}% ${t.ms.toFixed(1).padStart(10)}`);
const ratio = totals.peer.ms / totals.shanhai.ms;
console.log(`ratio of CPU time ${ratio.toFixed(0)}`);
const holds = totals.shanhai.found * totals.peer.figures > totals.peer.found * totals.shanhai.figures && totals.shanhai.wrong * 100 < totals.shanhai.taken;
process.exit(holds ? 0 : 1);
