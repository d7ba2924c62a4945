// For each figure of the bulletin that records prove: one row of a workbook behind it is taken out,
// added or moved, and the workbook imported again into a copy of the demonstration. The figure and
// a neighbouring scope must then be what separate SQL counts (sql.mjs), and the verdict must follow.
//
//   rows.mjs SHANHAI DEMONSTRATION FOLDER PART OF      the PART-th of OF parts; prints TAP
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { begins_merge, edit_workbook } from "./edit.mjs";

const [shanhai, demonstration, work, part, parts] = process.argv.slice(2);
const original = join(work, "original"); // read by nobody else, so that no journal comes and goes
cpSync(join(demonstration, "programme"), original, { recursive: true, filter: (path) => !/-(wal|shm)$/.test(path) });
const bulletin = "demo/bulletin.txt";

function run(folder, ...words) { // exit 1 is done, with something to look at
  const r = spawnSync(shanhai, ["-C", folder, ...words], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (r.status > 1 || r.status === null) throw new Error(`shanhai ${words.join(" ")} ended with ${r.status}: ${r.stderr}`);
  return r.stdout;
}
function table(tsv) {
  const [head, ...lines] = tsv.trimEnd().split("\n").map((l) => l.split("\t"));
  return lines.map((l) => Object.fromEntries(head.map((h, i) => [h, l[i]])));
}
const prove = (folder) => table(run(folder, "prove", bulletin, "--published", "2019-09-01", "--format", "tsv"));
const figure = (folder, key, scope) => {
  const value = table(run(folder, "figure", key, "--scope", scope, "--format", "tsv"))[0]?.value;
  return value === undefined || value === "" ? null : Number(value);
};
function separate(folder, key, scope) {
  const sql = execFileSync("node", ["tests/demo_figures/sql.mjs", key, scope], { encoding: "utf8" });
  const out = execFileSync("sqlite3", ["-readonly", join(folder, "ledger.db"), sql], { encoding: "utf8" }).trim();
  return out === "" ? null : Number(out);
}
const same = (a, b) => a === b || (a ?? 0) === (b ?? 0) || (a !== null && b !== null && Math.abs(a - b) <= Math.abs(b) * 1e-8);

// ---- what can be done to a row of a type ----
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
function other_person(idno) { // another number with a right check digit, of the same invented region
  const body = idno.slice(0, 6) + "1901" + idno.slice(10, 17);
  return body + "10X98765432"[[...body].reduce((sum, c, i) => sum + Number(c) * weights[i], 0) % 11];
}
const is_idno = /^'?99\d{15}[\dX]$/;
const new_person = (text) => (is_idno.test(text) ? other_person(text.replace("'", "")) : text);
const renamed = (label) => (row) => (text) => (text === row.fields[label] ? text + "甲" : text);
const elsewhere = (row) => (text) => (text.length > 1 && row.fields["务工地"].endsWith(text) ? "云南省昆明市" : text);
const other_city = () => (text) => (/^(广东省)?(东莞市|中山市)$/.test(text) ? (text.includes("东莞") ? "中山市" : "东莞市") : text);
const add_person = ["add", () => new_person];
const remove = ["remove", () => (text) => text];
const other_origin = () => (text) => (/^(巧家|彝良|盐津|永善|镇雄)县$/.test(text) ? "绥江县" : text);
const acts = {
  "labour.placement": [add_person, remove, ["move", elsewhere]],
  "labour.attendance": [remove, add_person],
  "labour.staff": [add_person, remove],
  "labour.liaison": [remove, add_person],
  "labour.training_class": [["add", renamed("班级编号")]],
  "labour.institution": [["add", renamed("服务机构名称")]],
  "governance.attendance": [remove],
  "governance.visit": [["add", renamed("互访编号")], remove, ["move", other_city]],
  "governance.signatory": [remove],
  "governance.mechanism_party": [remove],
  "funds.movement": [["add", renamed("凭证号")], remove],
  "projects.reached": [["add", renamed("受益户编号")]],
  "projects.site": [["add", renamed("点位编号")], remove],
  "resettlement.task": [["add", other_origin]],
  "workshops.workshop": [["add", renamed("车间编号")]],
  "workshops.payroll": [add_person, remove],
  "markets.buyer_visit": [["add", renamed("来访采购企业")], remove],
  "markets.agreement": [["add", renamed("销售协议编号")], remove],
  "markets.exhibitor": [["add", renamed("参展企业")]],
  "markets.exhibit": [["add", renamed("参展产品名称")], remove],
  "industry.enterprise": [remove],
  "industry.investment": [["add", renamed("出资人")], remove],
  "industry.job": [remove, add_person],
  "industry.linked": [remove, add_person],
  "industry.pay_month": [remove],
  "industry.greenhouse": [["add", renamed("大棚编号")], remove],
  "industry.line": [["add", renamed("生产线编号")], remove],
  "industry.plant": [["add", renamed("楼号")], remove],
  "industry.plan_item": [["add", renamed("规划产品")], remove],
  "industry.wage_terms": [remove],
  "talent.cadre": [["move", other_city], remove, add_person],
  "talent.expert": [add_person, ["move", other_city], remove],
  "talent.training": [["move", other_city], remove],
  "talent.technology": [["add", renamed("技术编号")], remove],
  "talent.activity": [["add", renamed("活动编号")], remove],
  "education.enrolment": [remove, add_person],
  "health.plan": [["add", renamed("支援医院")], remove],
};

const book_of = (row) => join(demonstration, "workbooks", row.file);
function traced(key, scope, nth) { // the nth record behind a figure that lies in a workbook we edit
  const rows = table(run(original, "trace", key, "--scope", scope, "--most", "1000", "--format", "tsv"));
  const open = rows.filter((r) => /\.(xlsx|csv)$/.test(r.file) && !/\.zip/.test(r.file));
  if (!open.length) throw new Error("nothing to edit behind " + key + " in " + scope);
  const from = nth % open.length, order = [...open.slice(from), ...open.slice(0, from)];
  const row = order.find((r) => !begins_merge(book_of(r), r.sheet, Number(r.row)));
  row.fields = Object.fromEntries(row.fields.split(";").map((f) => f.split("=", 2)));
  return row;
}

// Nobody can tell what a file no longer has while rows of it are refused: the clerk takes the wrong
// rows out first, which the demonstration planted and names.
const planted = table(readFileSync(join(demonstration, "workbooks/planted.tsv"), "utf8"));
const planted_in = (file) => planted.filter((p) => p.file === file).map((p) => ({ sheet: p.sheet, row: Number(p.row), op: "remove" }));

// A scope beside it: one party of several, else one county.
function neighbour(scope) {
  const m = scope.match(/party=(\d+),\d+/);
  if (m) return scope.replace(/party=\S+/, "party=" + m[1]);
  return /in=/.test(scope) ? scope.replace(/in=\S+/, "in=530602") : "in=530602 " + scope;
}

// What is printed as square metres may be kept as square kilometres.
const catalogue = JSON.parse(run(".", "catalogue", "json"));
const size_of = (name) => {
  const unit = catalogue.units.find((u) => u.name === name);
  return unit ? unit.times / unit.over : 1;
};
const unit_of = (key) => catalogue.indicators.find((i) => i.name === key).unit;

// The verdict that the print allows for another figure.
function wanted_verdicts(quote, value) {
  const lo = Number(quote.lo), hi = ["", "inf"].includes(quote.hi) ? Infinity : Number(quote.hi);
  const inside = value !== null && (lo === hi ? value === lo : value >= lo && value < hi);
  return inside ? ["proved", "within"] : ["differs", "truncated", "unproved"];
}

// ---- TAP ----
let count = 0;
function tell(sentence, complaints) {
  console.log(`${complaints.length ? "not ok" : "ok"} ${++count} - ${sentence}`);
  for (const c of complaints) console.log("# " + c);
}

function one_figure(quote, i) {
  const { indicator, scope } = quote, complaints = [];
  const row = traced(indicator, scope, i * 7);
  const choices = acts[row.type] ?? [remove];
  const [op, change_of] = choices[i % choices.length];
  const copy = join(work, "programme" + i), edited = join(work, "edited" + i);
  cpSync(original, copy, { recursive: true, filter: (path) => !/-(wal|shm)$/.test(path) });
  mkdirSync(edited);
  const book = join(edited, basename(row.file));
  const edits = [...planted_in(row.file), { sheet: row.sheet, row: Number(row.row), op, change: change_of(row) }];
  edit_workbook(book_of(row), book, edits);
  const report = JSON.parse(run(copy, "import", book, "--replaces", row.file, "--void-missing", "--format", "json"));
  if (report.new + report.changed + report.voided === 0) complaints.push(`importing ${row.file} again with row ${row.row} (${op}) changed nothing`);
  for (const s of [scope, neighbour(scope)]) {
    const ours = figure(copy, indicator, s), theirs = separate(copy, indicator, s);
    if (!same(ours, theirs)) complaints.push(`${indicator} ${s}: figure ${ours}, separate SQL ${theirs}`);
  }
  const now = prove(copy).find((q) => q.byte_start === quote.byte_start);
  const value = figure(copy, indicator, scope);
  if (now.indicator !== indicator || now.scope !== scope) complaints.push(`the link went to ${now.indicator} ${now.scope}`);
  if (!same(Number(now.ledger_value), value)) complaints.push(`the proof says ${now.ledger_value}, the figure ${value}`);
  const as_printed = value === null ? null : (value * size_of(unit_of(indicator))) / size_of(quote.unit);
  if (!wanted_verdicts(quote, as_printed).includes(now.verdict)) complaints.push(`${as_printed} in ${quote.lo}..${quote.hi} is ${now.verdict}`);
  tell(`line ${quote.line} ${quote.surface.replace(/\\n/g, "")} ${indicator}: ${op} ${row.file} row ${row.row}`, complaints);
  rmSync(copy, { recursive: true });
  rmSync(edited, { recursive: true });
  return !same(value, Number(quote.ledger_value));
}

const proved = prove(original).filter((q) => ["proved", "truncated", "within"].includes(q.verdict) && q.indicator);
tell(`the bulletin has figures to try (${proved.length})`, proved.length >= 40 ? [] : ["fewer than 40"]);
let moved = 0, tried = 0;
proved.forEach((quote, i) => {
  if (i % Number(parts) !== Number(part)) return;
  tried++;
  try {
    if (one_figure(quote, i)) moved++;
  } catch (e) {
    tell(`line ${quote.line} ${quote.indicator}`, [String(e.message ?? e)]);
  }
});
tell(`most figures follow their row (${moved} of ${tried})`, moved * 10 >= tried * 7 ? [] : ["too few figures changed"]);
