// Rows of a workbook, taken out, put in again beside themselves, or changed: what a clerk does by
// hand. Works on the XML of an XLSX (inline texts) and on CSV in the encodings officials use.
//
// edits: { sheet, row, op, change }: op "remove" takes the row out, "move" changes its cells, "add"
// puts a changed copy behind it; change(text) gives a cell's new text.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";

export function edit_workbook(from, to, edits) {
  if (/\.xlsx$/.test(from)) edit_xlsx(from, to, edits);
  else if (/\.csv$/.test(from)) edit_csv(from, to, edits);
  else throw new Error("cannot edit " + from);
}

const unescape = (s) => s.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
const escape = (s) => s.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function sheet_part(folder, sheet) {
  const book = readFileSync(join(folder, "xl/workbook.xml"), "utf8");
  const rels = readFileSync(join(folder, "xl/_rels/workbook.xml.rels"), "utf8");
  for (const m of book.matchAll(/<sheet [^>]*name="([^"]*)"[^>]*r:id="([^"]*)"/g)) {
    if (unescape(m[1]) !== sheet) continue;
    const target = rels.match(new RegExp(`<Relationship [^>]*Id="${m[2]}"[^>]*Target="([^"]*)"`))[1];
    return join(folder, "xl", target);
  }
  throw new Error("no sheet " + sheet);
}

// Is the row the first of cells merged downwards? Without it the rows below would lose their value.
export function begins_merge(from, sheet, row) {
  if (!/\.xlsx$/.test(from)) return false;
  const folder = mkdtempSync(join(tmpdir(), "edit-"));
  try {
    execFileSync("unzip", ["-qo", from, "-d", folder]);
    const merges = readFileSync(sheet_part(folder, sheet), "utf8").matchAll(/<mergeCell ref="[A-Z]+(\d+):[A-Z]+(\d+)/g);
    return [...merges].some((m) => Number(m[1]) === row && Number(m[2]) > row);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const renumber = (xml, to) => xml.replace(/^<row r="\d+"/, `<row r="${to}"`).replace(/(<c r="[A-Z]+)\d+/g, `$1${to}`);

function change_cells(xml, change) {
  const strings = xml.replace(/(<is><t[^>]*>)([^<]*)(<\/t><\/is>)/g, (_, a, text, z) => a + escape(change(unescape(text))) + z);
  return strings.replace(/(<v>)([^<]*)(<\/v>)/g, (_, a, text, z) => a + change(text) + z);
}

// Rows come in order; one that is added pushes those below it down by one.
function edit_sheet(xml, edits, name) {
  const at = xml.indexOf("<sheetData>"), end = xml.indexOf("</sheetData>");
  const by_row = new Map(edits.map((e) => [e.row, e]));
  const pushed = (n) => n + edits.filter((e) => e.op === "add" && e.row < n).length;
  const body = xml.slice(at, end).replace(/<row r="(\d+)"(?:[^>]*\/>|.*?<\/row>)/gs, (whole, r) => {
    const n = Number(r), edit = by_row.get(n);
    const here = renumber(whole, pushed(n));
    by_row.delete(n);
    if (!edit) return here;
    if (edit.op === "remove") return "";
    const changed = change_cells(whole, edit.change);
    return edit.op === "add" ? here + renumber(changed, pushed(n) + 1) : renumber(changed, pushed(n));
  });
  if (by_row.size) throw new Error(`no row ${[...by_row.keys()]} in ${name}`);
  const merges = xml.slice(end).replace(/(?<=<mergeCell ref=")([A-Z]+)(\d+):([A-Z]+)(\d+)/g,
    (_, a, b, c, d) => `${a}${pushed(Number(b))}:${c}${pushed(Number(d))}`);
  return xml.slice(0, at) + body + merges;
}

function edit_xlsx(from, to, edits) {
  const folder = mkdtempSync(join(tmpdir(), "edit-"));
  try {
    execFileSync("unzip", ["-qo", from, "-d", folder]);
    for (const sheet of new Set(edits.map((e) => e.sheet))) {
      const part = sheet_part(folder, sheet);
      writeFileSync(part, edit_sheet(readFileSync(part, "utf8"), edits.filter((e) => e.sheet === sheet), sheet));
    }
    rmSync(to, { force: true });
    execFileSync("zip", ["-q", "-r", "-X", "-1", to, "."], { cwd: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function csv_encoding(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "UTF-16LE";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "UTF-8";
  } catch {
    return "GB18030";
  }
}
const recode = (bytes, from, to) => (from === to ? bytes : execFileSync("iconv", ["-f", from, "-t", to], { input: bytes, maxBuffer: 1 << 28 }));

// Lines are rows here: the demonstration's CSV has no line breaks inside quotes.
function edit_csv(from, to, edits) {
  const bytes = readFileSync(from), encoding = csv_encoding(bytes);
  const lines = recode(bytes, encoding, "UTF-8").toString("utf8").split("\n");
  for (const { row, op, change } of [...edits].sort((a, b) => b.row - a.row)) {
    if (row > lines.length) throw new Error(`no row ${row} in ${from}`);
    const line = lines[row - 1].replace(/\r$/, ""), end = lines[row - 1].slice(line.length);
    const separator = line.includes("\t") ? "\t" : ",";
    const changed = op === "remove" ? "" : line.split(separator).map(change).join(separator) + end;
    if (op === "remove") lines.splice(row - 1, 1);
    else if (op === "add") lines.splice(row, 0, changed);
    else lines[row - 1] = changed;
  }
  writeFileSync(to, recode(Buffer.from(lines.join("\n")), "UTF-8", encoding));
}
