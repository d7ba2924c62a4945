// Word documents made from text, for tests: node tests/docx.mjs OUT.docx [--commented] < TEXT
//
//   a line is a paragraph, "|" parts its runs; a run that begins with "b:" is bold, "i:" italic
//   a line that begins with "<" is XML as it stands
//   --commented: a comment with the id 7 is there already; its range may stand in the XML
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { tmpdir } from "node:os";

const escape = (s) => s.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const properties = { b: "<w:rPr><w:b/></w:rPr>", i: "<w:rPr><w:i/><w:sz w:val=\"28\"/></w:rPr>" };

function run_xml(run) {
  const [, kind, text] = run.match(/^(?:([bi]):)?(.*)$/s);
  return `<w:r>${properties[kind] ?? ""}<w:t>${escape(text)}</w:t></w:r>`;
}
const paragraph_xml = (line) => (line.startsWith("<") ? line : `<w:p>${line.split("|").map(run_xml).join("")}</w:p>`);

function write_docx(path, text, commented) {
  const folder = mkdtempSync(join(tmpdir(), "docx-"));
  const put = (name, xml) => writeFileSync(join(folder, name), `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`);
  const main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
  try {
    for (const d of ["_rels", "word/_rels", "docProps"]) mkdirSync(join(folder, d), { recursive: true });
    put("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/>${commented ? `<Override PartName="/word/comments.xml" ContentType="${word}.comments+xml"/>` : ""}</Types>`);
    put("_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`);
    if (commented) {
      put("word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/comments" Target="comments.xml"/></Relationships>`);
      put("word/comments.xml", `<w:comments xmlns:w="${main}"><w:comment w:id="7" w:author="甲"><w:p><w:r><w:t>旧批注</w:t></w:r></w:p></w:comment></w:comments>`);
    }
    put("docProps/app.xml", "<Properties/>");
    const lines = text.replace(/\n$/, "").split("\n");
    put("word/document.xml", `<w:document xmlns:w="${main}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>${lines.map(paragraph_xml).join("")}<w:sectPr/></w:body></w:document>`);
    rmSync(path, { force: true });
    execFileSync("zip", ["-q", "-r", "-X", "-1", resolve(path), "."], { cwd: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

write_docx(process.argv[2], readFileSync(0, "utf8"), process.argv.includes("--commented"));
