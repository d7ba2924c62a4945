// Are tags of the XML on standard input opened and closed in order? Exit 1 where they are not.
import { readFileSync } from "node:fs";

const open = [];
for (const [, closes, name, empty] of readFileSync(0, "utf8").matchAll(/<(\/?)([A-Za-z][\w:]*)[^<>]*?(\/?)>/g)) {
  if (closes && open.pop() !== name) process.exit(1);
  if (!closes && !empty) open.push(name);
}
process.exit(open.length ? 1 : 0);
