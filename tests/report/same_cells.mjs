// The cells of our own CSV stand in what another program read: node same_cells.mjs [--any-order]
// OURS.csv READ... ; READ are CSV files, or texts with a cell a line. Numbers are the same numbers.
import { readFileSync } from "node:fs";

const files = process.argv.slice(2).filter((a) => a !== "--any-order");
const any_order = process.argv.includes("--any-order");

function* csv_cells(text) {
  for (let i = 0; i < text.length;) {
    let cell = "";
    if (text[i] === '"') {
      for (i++; i < text.length && !(text[i] === '"' && text[i + 1] !== '"'); i++) {
        if (text[i] === '"') i++;
        cell += text[i];
      }
      i++;
    } else {
      while (i < text.length && text[i] !== "," && text[i] !== "\n") cell += text[i++];
    }
    yield cell;
    i++;
  }
}
const plain = (s) => {
  const t = s.replace(/\s+/g, " ").trim();
  return /^-?[\d,]+(\.\d+)?$/.test(t) ? String(Number(t.replaceAll(",", ""))) : t;
};
function cells(file) {
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const all = file.endsWith(".csv") ? [...csv_cells(text)] : text.split(/[\n\t]/);
  return all.map(plain).filter((c) => c && !/存证编号|receipt/.test(c));
}

const ours = cells(files[0]), read = files.slice(1).flatMap(cells);
const left = new Map();
for (const c of read) left.set(c, (left.get(c) ?? 0) + 1);
let at = 0, numbers = 0;
for (const cell of ours) {
  numbers += /^-?\d/.test(cell);
  if (any_order) {
    if (!left.get(cell)) fail(cell);
    left.set(cell, left.get(cell) - 1);
  } else {
    const found = read.indexOf(cell, at);
    if (found < 0) fail(cell);
    at = found + 1;
  }
}
if (ours.length < 3) fail("no cells");
function fail(what) {
  console.log(`not read: ${what}`);
  process.exit(1);
}
