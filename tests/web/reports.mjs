// Reports, receipts, comparisons and subsidies in a real browser, from an empty programme on: what a
// clerk does each month, then every page by axe, in both languages, on a phone's and a desk's width.
// Prints TAP. Usage: reports.mjs URL FOLDER PROGRAMME
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { check, want } from "../tap.mjs";

const [url, folder, programme] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shanhai = (...words) => execFileSync(process.env.SHANHAI, ["-C", programme, "--lang", "zh", ...words], { encoding: "utf8" });
function store(name, type, lines) {
  const path = `${folder}/${name}`;
  writeFileSync(path, lines.join("\n") + "\n");
  shanhai("import", path, "--as", type);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
const outside = [];
const errors = [];
page.on("request", (r) => !r.url().startsWith(url) && !/^(data|blob):/.test(r.url()) && outside.push(r.url()));
page.on("pageerror", (e) => errors.push(String(e)));
page.setDefaultTimeout(20000);
async function settled(p = page) {
  await p.waitForLoadState("networkidle");
  await p.waitForFunction(() => !document.querySelector(".loading, .old"));
}
/** A page anew: the programme is asked again. */
async function open(place, p = page, lang = "zh") {
  await p.goto(`${url}?lang=${lang}#/${place}`);
  await p.reload();
  await settled(p);
}
const names = /王小明|李梅香|张三丰|赵六六|9900011985/;
async function downloaded(button) {
  const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/* ---- before anything is recorded ---- */

await open("reports");
await check("without records the reports say what to do first", () => page.getByText("台账里还没有记录").waitFor());
await check("the forms stand there with what they are for", async () => {
  const form = page.locator(".forms a", { hasText: "劳务协作月报" });
  want((await form.innerText()).includes("每月报送"), await form.innerText());
});
await open("receipts");
await check("without receipts the page says how to get one", () => page.getByRole("link", { name: "到报表里下载一份" }).waitFor());

store("1.csv", "person", ["身份证号,姓名,户籍所在地,户编号,与户主关系", "990001198501010015,王小明,530602001001,H1,户主", "990001198501010023,李梅香,530602001001,H1,配偶", "990001198501010031,张三丰,530602001002,H2,户主", "99000119850101004X,赵六六,530602001002,,户主"]);
store("2.csv", "labour.placement", ["身份证号,姓名,用工单位,务工地,上岗日期,离岗日期,就业渠道", "990001198501010015,王小明,厂甲,4419,2018-04-01,,自发", "990001198501010023,李梅香,厂甲,4419,2018-04-01,2018-12-01,自发", "990001198501010031,张三丰,厂甲,5301,2018-03-01,,自发", "99000119850101004X,赵六六,厂甲,4419,2018-11-02,,自发"]);
store("3.csv", "claim.application", ["申领编号,申领政策,身份证号,姓名,申领地,申领年度,申领金额,已交材料,申领日期,审定日期,审定结果,审定金额", "SL1,跨市务工奖励,990001198501010015,王小明,530602,2018,700,身份证复印件,2018-10-01,2018-10-20,同意,600", "SL2,跨市务工奖励,990001198501010031,张三丰,530602,2018,600,身份证复印件、劳动合同,2018-10-01,,,", "SL3,跨市务工奖励,990001198501010031,张三丰,530621,2018,600,身份证复印件、劳动合同,2018-10-05,,,"]);
store("4.csv", "claim.objection", ["申领编号,异议提出日期,异议内容", "SL1,2018-10-22,他并没有在外务工"]);

/* ---- a report ---- */

await open("");
await check("the first page leads to the reports", async () => {
  await page.getByRole("navigation", { name: "常办的事" }).getByRole("link", { name: "出一张报表" }).click();
  await page.getByRole("heading", { level: 1, name: "报表" }).waitFor();
});
await check("a form opens with its month to choose, and nothing to type", async () => {
  await page.locator(".forms a", { hasText: "劳务协作月报" }).click();
  await page.getByLabel("月份").waitFor();
  want((await page.locator("form.filter input[type=text]").count()) === 0, "a code is to be typed");
});
await check("choosing month and county shows it anew", async () => {
  await page.getByLabel("月份").fill("2018-04");
  await page.getByLabel("县区").selectOption({ label: "昭阳区" });
  await page.getByRole("heading", { name: "昭阳区劳务协作月报（2018年4月）" }).waitFor();
});
await check("its numbers are those of the command line", async () => {
  await settled();
  const cell = page.locator(".report-paper tbody tr", { hasText: "昭阳区" }).first().locator("td").nth(1);
  const said = JSON.parse(shanhai("--format", "json", "report", "labour_month", "--month", "2018-04", "--in", "530602"));
  const figure = said.figures.find((f) => f.indicator === "labour.placed" && f.label.startsWith("转移就业 · 昭阳区"));
  want((await cell.innerText()) === figure.shown && figure.shown === "2", `${await cell.innerText()}, ${figure.shown}`);
});
await check("looking left no trace", async () => {
  want(shanhai("--format", "tsv", "receipt", "list").trim().split("\n").length === 1, "there is a receipt");
});
let code = "";
await check("a download is a workbook named by its title, and its receipt's code is shown", async () => {
  const { name, bytes } = await downloaded(page.getByRole("button", { name: "Excel" }));
  want(name === "昭阳区劳务协作月报（2018年4月）.xlsx" && bytes.subarray(0, 2).toString() === "PK", name);
  writeFileSync(folder + "/left.xlsx", bytes);
  code = await page.locator(".leaving .box.fine a").innerText();
  want(shanhai("--format", "tsv", "receipt", "list").includes(code), code);
});
await check("a PDF leaves, too", async () => {
  const { bytes } = await downloaded(page.getByRole("button", { name: "PDF" }));
  want(bytes.subarray(0, 4).toString() === "%PDF", "no PDF");
});
await check("a number opens to its figure and the records behind it", async () => {
  await page.locator(".report-paper td.n a", { hasText: /^2$/ }).first().click();
  await page.locator(".hero-number .digits", { hasText: /^2$/ }).waitFor();
  await page.locator(".trace tbody tr").nth(1).waitFor();
  want((await page.locator(".trace tbody tr").count()) === 2, "not two records");
});
await check("the keyboard reaches a number and opens it", async () => {
  await open("reports?form=labour_month&month=2018-04");
  const link = page.locator(".report-paper td.n a").first();
  await link.focus();
  await page.keyboard.press("Enter");
  await page.locator(".hero-number").waitFor();
});
await check("a form of one record waits until it is chosen", async () => {
  await open("reports?form=project_card");
  await page.getByText("先在上面选一个").waitFor();
});
await check("a form that is none says so beside the list", async () => {
  await open("reports?form=nothing");
  await page.getByRole("alert").getByText("没有叫“nothing”的报表").waitFor();
  await page.locator(".forms a").first().waitFor();
});

/* ---- its receipt ---- */

await open("receipts?code=" + code);
await check("a receipt says that every figure stands", () => page.getByRole("status").getByText("个数都还成立").waitFor());
store("6.csv", "labour.placement", ["身份证号,姓名,用工单位,务工地,上岗日期,离岗日期,就业渠道", "99000119850101004X,赵六六,厂乙,4419,2018-04-09,2018-04-30,自发"]);
await open("receipts");
await check("the list has it, by form and scope", async () => {
  const row = page.locator("tbody tr", { hasText: code });
  for (const part of ["劳务协作月报", "昭阳区", ".xlsx"]) want((await row.innerText()).includes(part), await row.innerText());
});
await check("its code is looked up in small letters, too", async () => {
  await page.getByLabel("存证编号").fill(code.toLowerCase());
  await page.getByRole("button", { name: "查" }).click();
  await page.getByRole("status").getByText("与现在不同").waitFor();
});
await check("a figure that moved names the record, the file and who brought it", async () => {
  const row = page.locator(".differences tbody tr").first();
  await row.waitFor();
  for (const part of ["现在计入", "6.csv", "第 2 行", "新记录"]) want((await row.innerText()).includes(part), await row.innerText());
  want(!names.test(await page.locator("main").innerText()), "a person is not masked");
});
await check("... and opens to it", async () => {
  await page.locator(".differences tbody tr").first().getByRole("link").first().click();
  await page.locator(".version.current", { hasText: "6.csv" }).waitFor();
});
await check("the file itself leads to its receipt", async () => {
  await open("receipts");
  await page.locator(".document-field input").setInputFiles(folder + "/left.xlsx");
  await page.getByRole("status").getByText("与现在不同").waitFor();
  want((await page.locator(".opening").innerText()).includes(code), "another receipt");
});
await check("a file dropped onto the field does, too", async () => {
  await open("receipts");
  await page.locator(".document-field").waitFor();
  await page.locator(".document-field").evaluate((field, data) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], "收到的.xlsx"));
    field.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true, bubbles: true }));
  }, readFileSync(folder + "/left.xlsx").toString("base64"));
  await page.getByRole("status").getByText("与现在不同").waitFor();
});
await check("a file of another house is said to be none of ours", async () => {
  await open("receipts");
  await page.locator(".document-field input").setInputFiles(folder + "/1.csv");
  await page.getByRole("alert").getByText("不是本台账出的").waitFor();
});

/* ---- two sides ---- */

await check("from its figure's page two batches are compared, down to the record", async () => {
  await open("figure?key=labour.placed&scope=to%3D2018-10-31");
  await page.getByRole("link", { name: "和另一批次或另一日比对" }).click();
  await page.locator(".kept-values").waitFor();
  const text = await page.locator(".kept").innerText();
  want(/3\s*→\s*4/.test(text) && text.includes("6.csv"), text);
});
await check("two days of a form are compared", async () => {
  await page.getByRole("combobox", { name: /^报表/ }).selectOption({ label: "县情表" });
  await page.getByLabel("比什么").selectOption({ label: "两个日期" });
  await page.getByLabel("先，截至").fill("2018-03-31");
  await page.locator(".kept h3", { hasText: "转移就业" }).first().waitFor();
});
await check("the same side twice is asked to be another", async () => {
  await page.getByLabel("后，截至").fill("2018-03-31");
  await page.getByText("请选两个不同的").waitFor();
});

/* ---- subsidies ---- */

await open("subsidies");
await check("a rule stands with both names and its calendar", async () => {
  const row = page.locator("tbody tr", { hasText: "跨市务工奖励" });
  for (const part of ["Work in another prefecture", "1月31日", "本地〔2018〕8号"]) want((await row.innerText()).includes(part), await row.innerText());
});
await check("it opens to who is due what", async () => {
  await page.getByRole("link", { name: "跨市务工奖励" }).click();
  await page.locator(".dues tbody tr").nth(3).waitFor();
  want((await page.locator(".dues tbody tr").count()) === 4, "not four");
});
await check("no full name and no number stands on it", async () => want(!names.test(await page.locator("main").innerText()), await page.locator("main").innerText()));
for (const [filter, who] of [["从未申领", "李***"], ["两地申领", "张***"], ["重复申领", "张***"], ["申领金额超出应发", "王***"]])
  await check(`"${filter}" shows who`, async () => {
    await page.locator(".kinds a", { hasText: filter }).first().click();
    await page.locator(".kinds a[aria-current]", { hasText: filter }).waitFor();
    await settled();
    const rows = page.locator(".dues tbody tr");
    want((await rows.count()) === 1 && (await rows.first().innerText()).includes(who), await page.locator(".dues").innerText());
  });
await check("the objection stands below, and opens", async () => {
  const row = page.locator("section", { hasText: "公示异议" }).locator("tbody tr");
  want((await row.innerText()).includes("他并没有在外务工"), await row.innerText());
});
await check("the notice leaves with one character masked", async () => {
  await page.locator("details.leaving summary").click();
  const { name, bytes } = await downloaded(page.getByRole("button", { name: "公示（文本）" }));
  want(name.endsWith(".txt") && bytes.toString().includes("王*明") && !names.test(bytes.toString()), bytes.toString());
});
await check("the payment file says what a reason does", async () => {
  await page.getByRole("button", { name: "发放表……" }).click();
  await page.getByText("事由和时间记入查看登记").waitFor();
  await page.getByRole("button", { name: "下载发放表（脱敏）" }).waitFor();
  await page.getByLabel("查看明文的事由").fill("发放第一批");
  await page.getByRole("button", { name: "下载发放表（明文，留登记）" }).waitFor();
});
await check("a row leads to its record", async () => {
  await page.locator(".kinds a", { hasText: "全部" }).first().click();
  await page.locator(".dues tbody tr").nth(3).waitFor();
  await page.locator(".dues tbody tr").first().locator("td").last().getByRole("link").first().click();
  await page.locator(".version.current").waitFor();
});
await check("a household's code leads to its card, masked", async () => {
  await open("subsidies");
  await page.getByLabel("户编号").fill("H1");
  await page.getByRole("button", { name: "出明白卡" }).click();
  await page.locator(".household-card").waitFor();
  const text = await page.locator(".household-card").innerText();
  want(text.includes("跨市务工奖励") && text.includes("王***") && !names.test(text), text);
});
await check("with a reason it shows the names, and the form is gone", async () => {
  await page.getByLabel("要打印给本户").fill("入户");
  await page.getByRole("button", { name: "显示全名" }).click();
  await page.locator(".household-card", { hasText: "王小明" }).waitFor();
  want((await page.locator(".reason").count()) === 0, "it is asked again");
});
await check("on paper nothing but the card is left of the page", async () => {
  await page.emulateMedia({ media: "print" });
  for (const gone of ["nav", ".buttons", ".crumbs"]) want(!(await page.locator(gone).first().isVisible()), gone);
  want(await page.locator(".household-card").isVisible(), "no card");
  await page.emulateMedia({ media: "screen" });
});
await check("a household that is none is said", async () => {
  await open("card?household=H99");
  await page.getByRole("alert").getByText("H99").waitFor();
});

/* ---- every page, both languages, every width ---- */

const places = ["", "reports", "reports?form=labour_month&month=2018-04", "reports?form=assessment.2019&year=2018", "reports?form=summary&year=2018", "reports?form=national.2017&year=2018", "reports?form=project_card", "receipts", "receipts?code=" + code, "receipts?code=ZZZZ-ZZZZ", "compare", "compare?form=county&known=2&known2=7", "subsidies", "subsidies?all=1", "subsidies?rule=subsidy.far_work&year=2018", "subsidies?rule=subsidy.none", "card?household=H1&year=2018"];
const widths = { zh: [360, 1366], en: [768] };
for (const lang of ["zh", "en"])
  for (const place of places) {
    await open(place, page, lang);
    await check(`${lang} ${place || "home"}: axe finds nothing`, async () => {
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
      want(found.violations.length === 0, found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3).join(" | ")}`).join("\n"));
    });
    for (const width of widths[lang])
      await check(`${width} px ${place || "home"}: nothing is wider than the screen`, async () => {
        await page.setViewportSize({ width, height: 740 });
        const is = await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(document.documentElement.scrollWidth))));
        want(is <= width, `${is} px`);
      });
    await page.setViewportSize({ width: 1366, height: 768 });
  }
await check("no request left the machine", () => want(outside.length === 0, outside.join("\n")));
await check("the pages ran without an error", () => want(errors.length === 0, errors.join("\n")));
await browser.close();
