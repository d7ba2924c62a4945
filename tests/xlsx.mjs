// Workbooks made from text, for tests: node tests/xlsx.mjs OUT.xlsx < TEXT
//
//   = SHEET         a sheet; "=! SHEET" one that is hidden
//   else a row: cells parted by tabs, all written as text (as the national exports do), "" empty;
//   "n:12.5" a number; {id 17digits} a citizen's number with its check digit.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { tmpdir } from "node:os";
import { pathToFileURL } from "node:url";

export function idno(first17) {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((n, w, i) => n + w * Number(first17[i]), 0);
  return first17 + "10X98765432"[sum % 11];
}
export const with_ids = (text) => text.replace(/\{id (\d{17})\}/g, (_, digits) => idno(digits));

const escape = (s) => s.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const letters = (n) => (n < 26 ? "" : letters(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));

function cell_xml(text, row, column) {
  const at = `${letters(column)}${row}`;
  if (text === "") return "";
  if (/^n:/.test(text)) return `<c r="${at}"><v>${text.slice(2)}</v></c>`;
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escape(text)}</t></is></c>`;
}
const row_xml = (cells, n) => `<row r="${n}">${cells.map((c, i) => cell_xml(c, n, i)).join("")}</row>`;

// sheets: [{ name, hidden, rows: [[cell, ...], ...] }]
export function write_xlsx(path, sheets) {
  const folder = mkdtempSync(join(tmpdir(), "xlsx-"));
  const put = (name, text) => writeFileSync(join(folder, name), `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`);
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const rels = "http://schemas.openxmlformats.org/package/2006/relationships";
  try {
    for (const d of ["_rels", "xl/_rels", "xl/worksheets"]) mkdirSync(join(folder, d), { recursive: true });
    put("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${sheets.map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join("")}</Types>`);
    put("_rels/.rels", `<Relationships xmlns="${rels}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`);
    put("xl/_rels/workbook.xml.rels", `<Relationships xmlns="${rels}">${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join("")}</Relationships>`);
    put("xl/workbook.xml", `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.map((s, i) => `<sheet name="${escape(s.name)}" sheetId="${i + 1}"${s.hidden ? ' state="hidden"' : ""} r:id="rId${i + 1}"/>`).join("")}</sheets></workbook>`);
    sheets.forEach((s, i) => put(`xl/worksheets/sheet${i + 1}.xml`, `<worksheet xmlns="${main}"><sheetData>${s.rows.map((r, n) => row_xml(r, n + 1)).join("")}</sheetData></worksheet>`));
    rmSync(path, { force: true });
    execFileSync("zip", ["-q", "-r", "-X", "-1", resolve(path), "."], { cwd: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function sheets_of(text) {
  const sheets = [];
  for (const line of with_ids(text).replace(/\n$/, "").split("\n")) {
    const head = line.match(/^=(!?) (.*)$/);
    if (head) sheets.push({ name: head[2], hidden: head[1] === "!", rows: [] });
    else if (sheets.length) sheets.at(-1).rows.push(line.split("\t"));
  }
  return sheets;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  write_xlsx(process.argv[2], sheets_of(readFileSync(0, "utf8")));
