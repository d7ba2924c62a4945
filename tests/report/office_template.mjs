// An office's own workbook with keys, as Excel writes one: node office_template.mjs OUT.xlsx ["FROM=>TO" ...]
// Each FROM=>TO replaces a text of its parts, so that a test can spoil one key or one part.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { tmpdir } from "node:os";

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const rels = "http://schemas.openxmlformats.org/package/2006/relationships";
const types = "application/vnd.openxmlformats-officedocument";
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';
const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64");

// Shared texts: 0 title, 1 a key that two cells share, 2 a text of two looks with a key in two runs.
const shared = [
  "<t>{in}劳务协作情况表（{year}年{month}月）</t>",
  "<t>{labour.placed year}</t>",
  '<r><rPr><b/><sz val="11"/><rFont val="宋体"/></rPr><t xml:space="preserve">合计 {labour.placed </t></r><r><rPr><i/><color rgb="FFFF0000"/><sz val="11"/><rFont val="宋体"/></rPr><t>year} 人 &lt;去重&gt;</t></r><rPh sb="0" eb="2"><t>ヨミ</t></rPh><phoneticPr fontId="1"/>',
  "<t>指标</t>",
  "<t>数</t>",
  "<t>国办发[2018]5号</t>",
  "<t>{labour.placed year in=530602}</t>",
  "<t>{labour.placed year in=“鲁甸县”}</t>",
  "<t>{labour.placed growth}</t>",
  "<t>[labour.placed change: up 比上年增加{labour.placed change}人|down 减少{labour.placed change}人|same 持平|else 上年无数据]</t>",
  "<t>存证编号 {receipt}</t>",
  "<t>{labour.organised_share year=2020}</t>",
];
const s = (at, n, style = 0) => `<c r="${at}" s="${style}" t="s"><v>${n}</v></c>`;

const sheet1 = `<worksheet xmlns="${main}" xmlns:r="${office}" xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xr:uid="{00000000-0001-0000-0000-000000000000}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:D11"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="14.4"/><cols><col min="1" max="1" width="24.5" customWidth="1"/><col min="2" max="4" width="15.25" customWidth="1"/></cols><sheetData>\
<row r="1" spans="1:4" ht="30" customHeight="1">${s("A1", 0, 1)}<c r="B1" s="1"/><c r="C1" s="1"/><c r="D1" s="1"/></row>\
<row r="3">${s("A3", 3, 2)}${s("B3", 4, 2)}</row>\
<row r="4"><c r="A4" s="2" t="inlineStr"><is><t>转移就业</t></is></c>${s("B4", 1, 3)}${s("C4", 1, 4)}</row>\
<row r="5"><c r="A5" s="2" t="inlineStr"><is><t>分县</t></is></c>${s("B5", 6, 3)}${s("C5", 7, 3)}<c r="D5" s="5"><f>B5+C5</f><v>999</v></c></row>\
<row r="6">${s("A6", 2, 2)}${s("B6", 8, 6)}<c r="C6" s="6" t="str"><f>TEXT(B6,"0")</f><v>旧</v></c></row>\
<row r="7">${s("A7", 9, 2)}${s("B7", 11, 6)}</row>\
<row r="8">${s("A8", 5, 2)}${s("B8", 10, 2)}<c r="C8" s="3"><v>42</v></c></row>\
<row r="9"><c r="A9" s="2" t="inlineStr"><is><t>{party}协作，{from}至{to}</t></is></c><c r="B9" s="7" t="inlineStr"><is><t>{year}</t></is></c></row>\
</sheetData><mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells><conditionalFormatting sqref="B4:B5"><cfRule type="cellIs" dxfId="0" priority="1" operator="greaterThan"><formula>0</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="whole" sqref="C8"><formula1>0</formula1></dataValidation></dataValidations><printOptions horizontalCentered="1"/><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddHeader>&amp;C&amp;"宋体,常规"&amp;9{year}年 &amp;D</oddHeader><oddFooter>&amp;L{foot}&amp;R第 &amp;P 页</oddFooter></headerFooter><drawing r:id="rId1"/></worksheet>`;
const sheet2 = `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>说明：本表由办公室留存 [甲]</t></is></c><c r="B1"><v>7</v></c></row></sheetData></worksheet>`;
const font = (more) => `<font>${more}<sz val="11"/><name val="宋体"/><charset val="134"/></font>`;
const styles = `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="176" formatCode="#,##0&quot;人&quot;"/><numFmt numFmtId="177" formatCode="0.0_ ;[Red]\\-0.0\\ "/></numFmts><fonts count="2">${font("")}${font("<b/>")}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFF2CC"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment horizontal="center" vertical="center"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0"/><xf numFmtId="176" fontId="0" fillId="2" borderId="1" xfId="0" applyNumberFormat="1"/><xf numFmtId="3" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/><xf numFmtId="176" fontId="1" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/><xf numFmtId="177" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles><dxfs count="1"><dxf><font><color rgb="FF006100"/></font></dxf></dxfs></styleSheet>`;
const relation = (id, type, target) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;

const parts = {
  "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/xl/workbook.xml" ContentType="${types}.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${types}.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${types}.spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/calcChain.xml" ContentType="${types}.spreadsheetml.calcChain+xml"/><Override PartName="/xl/drawings/drawing1.xml" ContentType="${types}.drawing+xml"/></Types>`,
  "_rels/.rels": `<Relationships xmlns="${rels}">${relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
  "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr defaultThemeVersion="124226"/><bookViews><workbookView activeTab="0"/></bookViews><sheets><sheet name="情况表" sheetId="1" r:id="rId1"/><sheet name="说明" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">情况表!$A$1:$D$9</definedName><definedName name="转移就业">情况表!$B$4</definedName></definedNames><calcPr calcId="191029"/></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${rels}">${relation("rId1", "worksheet", "worksheets/sheet1.xml")}${relation("rId2", "worksheet", "worksheets/sheet2.xml")}${relation("rId3", "styles", "styles.xml")}${relation("rId4", "sharedStrings", "sharedStrings.xml")}${relation("rId5", "calcChain", "calcChain.xml")}</Relationships>`,
  "xl/worksheets/sheet1.xml": sheet1,
  "xl/worksheets/_rels/sheet1.xml.rels": `<Relationships xmlns="${rels}">${relation("rId1", "drawing", "../drawings/drawing1.xml")}</Relationships>`,
  "xl/worksheets/sheet2.xml": sheet2,
  "xl/styles.xml": styles,
  "xl/sharedStrings.xml": `<sst xmlns="${main}" count="15" uniqueCount="${shared.length}">${shared.map((t) => `<si>${t}</si>`).join("")}</sst>`,
  "xl/calcChain.xml": `<calcChain xmlns="${main}"><c r="D5" i="1"/><c r="C6" i="1"/></calcChain>`,
  "xl/drawings/drawing1.xml": `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>6</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>8</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="章"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip xmlns:r="${office}" r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`,
  "xl/drawings/_rels/drawing1.xml.rels": `<Relationships xmlns="${rels}">${relation("rId1", "image", "../media/image1.png")}</Relationships>`,
};

const [path, ...changes] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "template-"));
const put = (name, bytes) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), bytes);
  utimesSync(join(folder, name), 1564531200, 1564531200);
};
for (const [name, text] of Object.entries(parts)) {
  let changed = head + text;
  for (const change of changes) {
    const [from, to] = change.split("=>");
    changed = changed.replaceAll(from, () => to);
  }
  put(name, changed);
}
put("xl/media/image1.png", png);
rmSync(path, { force: true });
execFileSync("zip", ["-q", "-X", "-D", resolve(path), ...Object.keys(parts), "xl/media/image1.png"], { cwd: folder });
rmSync(folder, { recursive: true });
