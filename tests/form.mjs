// A form as a clerk and his phone change it: node tests/form.mjs IN.xlsx OUT.(xlsx|csv) SCRIPT
//
// SCRIPT is JavaScript with: sheets (as xlsx.mjs has them), table (the first sheet's rows), column
// (title -> index in the headings' row), row_of(text in the row's code or name), idno(17 digits).
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { idno, write_xlsx } from "./xlsx.mjs";

const unescape = (s) => s.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
const index_of = (letters) => [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;

function sheet_rows(xml) {
  const rows = [];
  for (const [, number, body] of xml.matchAll(/<row r="(\d+)"[^>]*>(.*?)<\/row>/gs)) {
    const cells = [];
    for (const [, at, inside] of body.matchAll(/<c r="([A-Z]+)\d+"[^>]*?(?:\/>|>(.*?)<\/c>)/gs))
      cells[index_of(at)] = unescape((inside ?? "").replace(/<[^>]*>/g, ""));
    rows[Number(number) - 1] = cells;
  }
  return Array.from(rows, (r) => Array.from(r ?? [], (c) => c ?? ""));
}

export function read_xlsx(path) {
  const folder = mkdtempSync(join(tmpdir(), "form-"));
  try {
    execFileSync("unzip", ["-qo", path, "-d", folder]);
    const book = readFileSync(join(folder, "xl/workbook.xml"), "utf8");
    return [...book.matchAll(/<sheet ([^>]*)>/g)].map(([, attributes], i) => ({
      name: unescape(attributes.match(/name="([^"]*)"/)[1]),
      hidden: /state="hidden"/.test(attributes),
      rows: sheet_rows(readFileSync(join(folder, `xl/worksheets/sheet${i + 1}.xml`), "utf8")),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const csv = (rows) => rows.map((r) => r.map((c) => (/[",\n]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join(",")).join("\r\n") + "\r\n";

const [from, to, script] = process.argv.slice(2);
const sheets = read_xlsx(from), table = sheets[0].rows;
const headings = table.find((r) => r.includes("人员代码"));
const column = (title) => {
  if (!headings.includes(title)) throw new Error("no column " + title);
  return headings.indexOf(title);
};
const row_of = (text) => {
  const row = table.find((r) => r !== headings && (r[column("人员代码")] === text || r[column("姓名")] === text));
  if (!row) throw new Error("no row " + text);
  return row;
};
const fill = (who, values) => {
  for (const [title, value] of Object.entries(values)) row_of(who)[column(title)] = value;
};
const hand = (values) => {
  const row = [];
  for (const [title, value] of Object.entries(values)) row[column(title)] = value;
  table.splice(table.findIndex((r) => /^此表/.test(r[0] ?? "")), 0, Array.from(row, (c) => c ?? ""));
};
const blank = (rows) => rows.map((r) => Array.from(r, (c) => c ?? ""));
new Function("sheets", "table", "headings", "column", "row_of", "fill", "hand", "idno", script)(sheets, table, headings, column, row_of, fill, hand, idno);
for (const s of sheets) s.rows = blank(s.rows);
if (/\.csv$/.test(to)) writeFileSync(to, "\ufeff" + csv(sheets[0].rows));
else write_xlsx(to, sheets);
