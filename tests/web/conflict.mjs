// A returned form in a real browser: its conflict is seen, a side taken, looked at again, stored.
// Prints TAP. Usage: conflict.mjs URL FORM.xlsx
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { check } from "../tap.mjs";

const [url, form] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--headless", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
const errors = [];
page.on("pageerror", (e) => errors.push(String(e)));
page.setDefaultTimeout(20000);
await page.goto(url);
await page.locator(".zone").waitFor();
await page.evaluate((data) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], "back.xlsx"));
  dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
}, readFileSync(form).toString("base64"));

await check("the conflict stands there: who, what stood, what is known, what came back", async () => {
  const row = page.locator(".conflicts tbody tr").first();
  await row.waitFor();
  const text = await row.innerText();
  for (const part of ["张*三", "离岗日期", "2019-07-03", "2019-07-10", "meanwhile.xlsx"]) if (!text.includes(part)) throw new Error(`no "${part}" in: ${text}`);
});
await check("nothing can be stored while it is open", async () => {
  if (await page.getByRole("button", { name: /确认入账/ }).count()) throw new Error("there is a button");
});
await check("axe finds nothing against it", async () => {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(".conflicts").then((r) => r.violations.map((v) => v.id + ": " + v.nodes[0].html)));
  if (found.length) throw new Error(found.join("\n"));
});
await check("a side is taken and looked at again", async () => {
  await page.getByRole("radio", { name: /采用表单/ }).check();
  await page.getByRole("button", { name: "按所选再看一遍" }).click();
  await page.getByRole("button", { name: /确认入账（新增 0，变更 1）/ }).waitFor();
});
await check("... and the choice is still seen", async () => {
  if (!(await page.getByRole("radio", { name: /采用表单/ }).isChecked())) throw new Error("it is lost");
});
await check("confirmed, it is stored", async () => {
  await page.getByRole("button", { name: /确认入账/ }).click();
  await page.getByText(/已入账：第 \d+ 批/).waitFor();
});
await check("no script failed", async () => {
  if (errors.length) throw new Error(errors.join("\n"));
});
await browser.close();
