// Bundles ui/ into the folder given: one page, its scripts and style sheet, nothing from outside.
import { buildSync } from "esbuild";
import { cpSync, mkdirSync, rmSync } from "node:fs";

const to = process.argv[2];
rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
buildSync({
  entryPoints: ["ui/main.tsx", "ui/style.css"],
  outdir: to,
  bundle: true,
  minify: true,
  format: "esm",
  splitting: true, // charts come only to pages that draw one
  chunkNames: "part-[hash]",
  target: "chrome86",
  jsx: "automatic",
  jsxImportSource: "preact",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
});
cpSync("ui/index.html", to + "/index.html");
