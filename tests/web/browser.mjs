// From the drop zone to one row of the workbook, in a real browser; then every page by axe, on a
// phone's width, in both languages. Prints TAP. Usage: browser.mjs URL FOLDER
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { check, want } from "../tap.mjs";

const [url, folder] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Invented people: the check digit is right, the region (99) is nowhere.
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
function idno(n) {
  const body = "990000" + "19850101" + String(n).padStart(3, "0");
  const sum = weights.reduce((s, w, i) => s + w * Number(body[i]), 0);
  return body + "10X98765432"[sum % 11];
}
const people = 12;
const lines = ["姓名,身份证号,户籍所在地,是否建档立卡,用工单位,务工地,上岗日期,就业渠道"];
for (let i = 1; i <= people; i++) {
  const county = ["昭阳区", "鲁甸县", "镇雄县"][i % 3];
  const day = i === 7 ? "2018年13月40日" : `2018-0${1 + (i % 6)}-05`;
  lines.push([`赵${"甲乙丙丁戊己庚辛壬癸子丑"[i - 1]}`, idno(i), `云南省昭通市${county}`, i % 2 ? "是" : "否", "东莞虚构电子厂", "广东省东莞市", day, "政府组织"].join(","));
}
const table = folder + "/转移就业台账.csv";
writeFileSync(table, "\ufeff" + lines.join("\r\n") + "\r\n");
const report = folder + "/总结.txt";
writeFileSync(report, `2018年，全市转移就业${people - 1}人，其中建档立卡贫困人口500人。\n`);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
const outside = [];
const errors = [];
page.on("request", (r) => !r.url().startsWith(url) && !r.url().startsWith("data:") && outside.push(r.url()));
page.on("pageerror", (e) => errors.push(String(e)));
page.on("console", (m) => m.type() === "error" && errors.push(m.text()));
page.setDefaultTimeout(20000);

async function settled(p = page) {
  await p.waitForLoadState("networkidle");
  await p.waitForFunction(() => !document.querySelector(".loading"));
}
async function drop(path) {
  const bytes = readFileSync(path).toString("base64");
  await page.locator(".zone").waitFor();
  await page.evaluate(
    ([name, data]) => {
      const raw = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([raw], name));
      dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
    },
    [path.split("/").pop(), bytes],
  );
}

await page.goto(url);
await check("the first page asks for the tables one has", () => page.getByRole("heading", { level: 1, name: "拖进来" }).waitFor());
await check("it says that nothing is stored until confirmed", () => page.getByText("您确认之前，台账不变").waitFor());
await check("an empty workbook can be taken home", async () => {
  await page.locator(".templates summary").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "转移就业", exact: true }).click()]);
  want(download.suggestedFilename() === "转移就业.xlsx", download.suggestedFilename());
  want(readFileSync(await download.path()).subarray(0, 2).toString() === "PK", "no workbook");
});
await check("a dropped table is recognised", async () => {
  await drop(table);
  await page.locator(".file-card .type strong", { hasText: "转移就业" }).first().waitFor();
});
await check("eleven rows are new and one is refused", async () => {
  const sums = await page.locator(".file-card > .sheet-sums").innerText();
  want(sums.includes(`新增 ${people - 1}`) && sums.includes("不能入账 1"), sums);
});
await check("the wrong row's finding names file, row, column and what was found", async () => {
  const row = page.locator(".group.refuse .finding-table tbody tr").first();
  await row.waitFor();
  const text = await row.innerText();
  for (const part of ["转移就业台账.csv", "第 8 行", "G 列", "2018年13月40日", "上岗日期"]) want(text.includes(part), `no "${part}" in: ${text}`);
});
await check("no person's number stands on the page", async () => {
  const text = await page.locator("main").innerText();
  for (let i = 1; i <= people; i++) want(!text.includes(idno(i)), idno(i));
});
await check("the columns can be seen and given", async () => {
  await page.locator(".file-card > details > summary").click();
  const select = page.getByLabel("“就业渠道”对应到");
  want((await select.inputValue()) === "channel", await select.inputValue());
  await page.locator(".file-card > details > summary").click();
});
await check("a workbook of the refused rows can be taken home", async () => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "下载不能入账" }).click()]);
  const bytes = readFileSync(await download.path());
  want(bytes.subarray(0, 2).toString() === "PK" && bytes.length > 1000, `${bytes.length} bytes`);
});
await check("before it is confirmed nothing is stored", async () => {
  const programme = await (await page.request.get(url + "api/figure?key=labour.placed")).json();
  want(programme.figures[0].value === "0", JSON.stringify(programme.figures[0]));
});
await check("confirming stores it as one batch", async () => {
  await page.getByRole("button", { name: "确认入账" }).click();
  await page.getByText(/已入账：第 \d+ 批/).waitFor();
});
await check("the headline says so at once, and opens its figure", async () => {
  const card = page.locator(".card", { hasText: "转移就业" }).first();
  await card.locator(".digits", { hasText: new RegExp(`^${people - 1}$`) }).waitFor();
  await card.click();
  await page.getByRole("heading", { level: 1, name: "转移就业人数" }).waitFor();
  await page.locator(".hero-number .digits", { hasText: new RegExp(`^${people - 1}$`) }).waitFor();
});
await check("its counties are drawn, with a table of the same figures", async () => {
  await page.locator(".chart canvas").first().waitFor();
  const chart = page.locator(".chart", { hasText: "分县区" });
  await chart.getByRole("button", { name: "看表" }).click();
  const cells = (await chart.locator("tbody td").allInnerTexts()).map(Number);
  want(cells.length === 3 && cells.reduce((a, b) => a + b) === people - 1, cells.join());
});
await check("its records name file and row, persons masked", async () => {
  const row = page.locator(".trace tbody tr").first();
  await row.waitFor();
  const text = await page.locator(".trace tbody").innerText();
  want(text.includes("转移就业台账.csv") && text.includes("第 2 行"), text);
  want(!/99000019850101\d{3}[\dX]/.test(text) && !text.includes("赵甲"), "a person is not masked");
  want((await page.locator(".trace tbody tr").count()) === people - 1, "not one row a record");
});
await check("a record opens to its version and the row it stands in", async () => {
  await page.locator(".trace tbody a").first().click();
  await page.locator(".version.current").waitFor();
  const text = await page.locator(".version.current").innerText();
  want(text.includes("转移就业台账.csv") && text.includes("第 2 行") && text.includes("现行版本"), text);
});
await check("the same table again changes nothing and says so", async () => {
  await page.goto(url + "?again#/");
  await drop(table);
  await page.getByText("没有可以入账的新内容").or(page.getByText("以前都入过账")).first().waitFor();
});
await check("a file dropped the moment the zone stands is taken", async () => {
  const early = await browser.newPage();
  await early.addInitScript((text) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector(".zone")) return;
      observer.disconnect();
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], "转移就业台账.csv"));
      dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
    }).observe(document, { childList: true, subtree: true });
  }, readFileSync(table, "utf8"));
  await early.goto(url);
  await early.locator(".file-card").first().waitFor({ timeout: 20000 });
  await early.close();
});
await check("what no column says is given once for all rows", async () => {
  const path = folder + "/八月上岗.csv";
  const rows = ["姓名,身份证号,户籍所在地,用工单位,务工地,上岗日期", `赵甲,${idno(1)},云南省昭通市鲁甸县,东莞虚构电子厂,广东省东莞市,2018-08-05`];
  writeFileSync(path, rows.join("\n") + "\n");
  await page.goto(url + "?shared#/");
  await settled();
  await drop(path);
  const choice = page.locator(".lacking").getByLabel("就业渠道");
  await choice.waitFor();
  want((await page.locator(".file-card > .sheet-sums").innerText()).includes("不能入账 1"), "not refused at first");
  await choice.selectOption({ label: "政府组织" });
  await page.getByRole("button", { name: "按这样再看一遍" }).click();
  await page.locator(".file-card > .sheet-sums .new", { hasText: "新增 1" }).waitFor();
  await page.getByRole("button", { name: "放下，不入账" }).click();
});
await check("the findings of the batch are kept", async () => {
  await page.goto(url + "?kept#/findings");
  await page.locator(".finding-table", { hasText: "2018年13月40日" }).waitFor();
});
await check("a dropped report is proved figure by figure", async () => {
  await page.goto(url + "?prove#/");
  await drop(report);
  await page.getByRole("link", { name: "核对文中数据" }).click();
  await page.locator(".paper a.quote").first().waitFor();
});
await check("the figure that the records bear out is marked with sign and word", async () => {
  const quote = page.locator(".paper a.quote.proved", { hasText: `${people - 1}人` });
  await quote.waitFor();
  want((await quote.innerText()).includes("√") && (await quote.innerText()).includes("相符"), await quote.innerText());
});
await check("one click leads from it to its records", async () => {
  await page.locator(".paper a.quote.proved").first().click();
  const row = page.locator(".quote-panel .behind li a").first();
  await row.waitFor();
  want((await row.innerText()).includes("转移就业台账.csv"), await row.innerText());
  await page.getByRole("link", { name: "打开指标与全部记录" }).click();
  await page.locator(".trace tbody tr").first().waitFor();
});

const places = ["", "people", "work", "work?show=openings", "money", "figures", "figure?key=labour.placed", "record?type=labour.placement&record=1", "proof", "proof?bulletin=1", "findings", "batches"];
for (const lang of ["zh", "en"])
  for (const place of places) {
    await page.goto(`${url}?lang=${lang}#/${place}`);
    await page.reload();
    await settled();
    await check(`${lang} ${place || "home"}: axe finds nothing`, async () => {
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
      want(found.violations.length === 0, found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3).join(" | ")}`).join("\n"));
    });
    if (lang === "en")
      await check(`en ${place || "home"}: the frame speaks English`, async () => {
        const text = await page.locator("nav, footer").allInnerTexts();
        want(!/[\u4e00-\u9fff]/.test(text.join(" ")), text.join(" "));
      });
  }
const phone = await browser.newPage({ viewport: { width: 360, height: 740 } });
for (const place of places) {
  await phone.goto(`${url}?lang=zh#/${place}`);
  await phone.reload();
  await settled(phone);
  await check(`360 px ${place || "home"}: nothing is wider than the screen`, async () => {
    const width = await phone.evaluate(() => document.documentElement.scrollWidth);
    want(width <= 360, `${width} px`);
  });
}
await check("no request left the machine", () => want(outside.length === 0, outside.join("\n")));
await check("the pages ran without an error", () => want(errors.length === 0, errors.join("\n")));
await browser.close();
