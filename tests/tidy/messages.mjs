// Prints every message that the table of Chinese lacks, and every line of the table that nobody
// says: node tests/tidy/messages.mjs ROOT. A complaint a line; nothing where all is well.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const root = process.argv[2] ?? ".";
const complaints = [];

function files(folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : /\.[ch]$/.test(name) ? [path] : [];
  });
}

// Tokens of C: strings, words and single characters; comments and char literals are dropped.
function tokens(source) {
  const pattern = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)+'|"((?:[^"\\\n]|\\.)*)"|[A-Za-z_]\w*|\S/g;
  const out = [];
  for (const m of source.matchAll(pattern)) {
    if (m[0].startsWith("/*") || m[0].startsWith("//")) continue;
    const line = source.slice(0, m.index).split("\n").length;
    out.push({ line, string: m[1], word: m[1] === undefined ? m[0] : undefined });
  }
  return out;
}

// Neighbouring literals are one; the macros of <inttypes.h> between them are what they stand for.
function joined(list) {
  const out = [];
  for (const t of list) {
    const text = t.string ?? (/^PRI[dux]64$/.test(t.word) ? "l" + t.word[3] : undefined);
    const last = out[out.length - 1];
    if (text !== undefined && last?.string !== undefined) last.string += text;
    else out.push(text !== undefined ? { ...t, string: text } : { ...t });
  }
  return out;
}

// The tokens of each argument of the call whose "(" stands at `open`.
function call_arguments(list, open) {
  const out = [[]];
  let depth = 0;
  for (let i = open; i < list.length; i++) {
    const w = list[i].word;
    if (w === "(" || w === "[" || w === "{") depth++;
    if (w === ")" || w === "]" || w === "}") depth--;
    if (depth === 0) return out;
    if (depth === 1 && w === ",") out.push([]);
    else if (i > open) out[out.length - 1].push(list[i]);
  }
  return out;
}

const conversion = /%[-+ #0]*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:hh|h|ll|l|j|z|t)?[diouxXcspn%]/g;
const conversions = (s) =>
  (s.match(conversion) ?? []).filter((c) => c !== "%%").join(" ");

const table = new Map();
const def = readFileSync(join(root, "src/base/messages.def"), "utf8");
const lines = joined(tokens(def));
lines.forEach((t, i) => {
  if (t.word !== "M" || lines[i + 1]?.word !== "(") return;
  const [en, zh] = call_arguments(lines, i + 1).map((a) => a[0]?.string);
  const at = `src/base/messages.def:${t.line}`;
  if (!en || !zh) complaints.push(`${at}: not M("english", "chinese")`);
  else if (table.has(en)) complaints.push(`${at}: twice: "${en}"`);
  else if (conversions(en) !== conversions(zh)) complaints.push(`${at}: other conversions in Chinese: "${en}"`);
  table.set(en, { at, used: false });
});

const spoken = { tr: 0, fault_set: 2, fault_hint: 1 };
for (const path of files(join(root, "src"))) {
  const list = joined(tokens(readFileSync(path, "utf8")));
  list.forEach((t, i) => {
    if (t.string !== undefined && table.has(t.string)) table.get(t.string).used = true;
    if (!(t.word in spoken) || list[i + 1]?.word !== "(") return;
    for (const said of call_arguments(list, i + 1)[spoken[t.word]] ?? []) {
      if (said.string === undefined) continue;
      const at = `${path}:${said.line}`;
      if (!/[A-Za-z]/.test(said.string.replace(conversion, ""))) continue; // nothing to translate
      if (!table.has(said.string)) complaints.push(`${at}: no Chinese for "${said.string}"`);
      if (t.word === "fault_set" && /\.$|\\n/.test(said.string) && !/\.\.\.$/.test(said.string))
        complaints.push(`${at}: a fault is one line without a full stop: "${said.string}"`);
    }
  });
  // What a command is about is said by cmd.c through the table of main.c.
  if (path.endsWith("src/main.c"))
    list.forEach((t, i) => {
      if (t.word !== "{" || list[i + 1]?.string === undefined) return;
      const about = call_arguments(list, i)[2]?.[0]?.string;
      if (about !== undefined && !table.has(about)) complaints.push(`${path}:${t.line}: no Chinese for "${about}"`);
    });
}
for (const [en, { at, used }] of table) if (!used) complaints.push(`${at}: nobody says "${en}"`);
if (complaints.length) console.log(complaints.join("\n"));
