// The frame around every page: who we are, where one can go, whose data this is.
import { type FunctionComponent, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Programme } from "./api";
import { BatchesPage } from "./batches";
import { CardPage } from "./card";
import { CheckPage } from "./check";
import { ComparePage } from "./compare";
import { FigurePage, FiguresPage } from "./figure";
import { FindingsPage } from "./findings";
import { HomePage } from "./home";
import { language, say, setLanguage } from "./language";
import { FaultBox, Loading, askAgain, faultOf } from "./parts";
import { MoneyPage, PeoplePage } from "./panels";
import { ProofPage } from "./proof";
import { RecordPage } from "./record";
import { ReceiptsPage } from "./receipts";
import { ReportsPage } from "./reports";
import { link, useRoute } from "./route";
import { SubsidiesPage } from "./subsidies";
import { WorkPage } from "./work";
import { get, type Fault } from "./api";

const pages: { [name: string]: FunctionComponent<{ programme: Programme; query: URLSearchParams; reload: () => void }> } = {
  home: HomePage,
  people: PeoplePage,
  money: MoneyPage,
  figures: FiguresPage,
  figure: FigurePage,
  record: RecordPage,
  reports: ReportsPage,
  receipts: ReceiptsPage,
  compare: ComparePage,
  subsidies: SubsidiesPage,
  card: CardPage,
  proof: ProofPage,
  findings: FindingsPage,
  check: CheckPage,
  work: WorkPage,
  batches: BatchesPage,
};

const places = () =>
  [
    ["home", say("首页", "Home")],
    ["people", say("人", "People")],
    ["work", say("务工", "Work")],
    ["money", say("钱", "Money")],
    ["subsidies", say("补贴", "Subsidies")],
    ["figures", say("指标", "Figures")],
    ["reports", say("报表", "Reports")],
    ["proof", say("核数", "Proof")],
    ["check", say("核查", "Checks")],
    ["findings", say("疑点", "Findings")],
    ["batches", say("批次", "Batches")],
  ] as const;

/** Pages that are reached from another stand under it. */
const within: { [page: string]: string } = { receipts: "reports", compare: "reports", card: "subsidies", figure: "figures" };

function Brand({ programme }: { programme?: Programme }) {
  return (
    <a class="brand" href={link("home")}>
      <svg viewBox="0 0 48 32" width="42" height="28" aria-hidden="true">
        <path d="M2 20 14 5l8 11 5-6 13 10z" class="hill" />
        <path d="M2 25q5-4 10 0t10 0 10 0 12 0M8 30q5-4 10 0t10 0 10 0" class="wave" />
      </svg>
      <span class="name">{say("山海", "Shanhai")}</span>
      {programme?.name && <span class="programme">{programme.name}</span>}
    </a>
  );
}

function LanguageSwitch({ changed }: { changed: () => void }) {
  const other = language() === "zh" ? "en" : "zh";
  return (
    <button
      type="button"
      class="quiet language"
      lang={other === "zh" ? "zh-CN" : "en"}
      onClick={() => {
        setLanguage(other);
        changed();
      }}
    >
      {other === "zh" ? "中文" : "English"}
    </button>
  );
}

function App() {
  const route = useRoute();
  const [programme, setProgramme] = useState<Programme>();
  const [fault, setFault] = useState<Fault>();
  const [turn, setTurn] = useState(0); // a new language, or a new batch: everything is asked again
  const reload = () => (askAgain(), setTurn((n) => n + 1));
  useEffect(() => {
    get<Programme>("programme").then(
      (p) => (setProgramme(p), setFault(undefined)),
      (e) => setFault(faultOf(e)),
    );
  }, [turn]);
  const name = pages[route.page] ? route.page : "home";
  const Page = pages[name];
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
  const label = places().find(([key]) => key === (within[name] ?? name))?.[1];
  document.title = [label, say("山海", "Shanhai")].filter(Boolean).join(" · ");
  return (
    <>
      <a class="skip" href="#main" onClick={(e) => (e.preventDefault(), document.getElementById("main")?.focus())}>
        {say("跳到正文", "Skip to the content")}
      </a>
      <header>
      <div class="top">
        <Brand programme={programme} />
        <nav aria-label={say("页面", "Pages")}>
          {places().map(([key, text]) => (
            <a key={key} href={link(key)} aria-current={key === name ? "page" : key === within[name] ? "true" : undefined}>
              {text}
            </a>
          ))}
        </nav>
        <LanguageSwitch changed={reload} />
      </div>
      {programme?.demonstration && (
        <p class="demonstration">
          <strong>演示数据，由程序生成</strong>
          {language() === "en" && <span> · Demonstration: every record is made by a program</span>}
        </p>
      )}
      </header>
      <main id="main" tabIndex={-1}>
        {fault && <FaultBox fault={fault} />}
        {programme ? <Page key={name + language()} programme={programme} query={route.query} reload={reload} /> : !fault && <Loading />}
      </main>
      <footer class="foot">
        <p>{say("一次录入，各表自出，数出有据。", "Recorded once; every table follows; every figure has its records.")}</p>
        {programme && (
          <p>
            {say("台账批次", "Ledger batch")} {programme.known} · {say("校验值", "head")} <code>{programme.head.slice(0, 16)}</code>
            <span class="only-print"> {programme.head.slice(16)}</span>
          </p>
        )}
        <p class="stays">{say("所有数据只在这台电脑上，网页不向外发送任何内容。", "Everything stays on this computer; this page sends nothing anywhere.")}</p>
      </footer>
    </>
  );
}

// On paper nothing stays folded away.
addEventListener("beforeprint", () => {
  for (const d of document.querySelectorAll("details:not([open])")) {
    d.setAttribute("open", "");
    d.setAttribute("data-for-print", "");
  }
});
addEventListener("afterprint", () => {
  for (const d of document.querySelectorAll("details[data-for-print]")) {
    d.removeAttribute("open");
    d.removeAttribute("data-for-print");
  }
});

render(<App />, document.getElementById("app")!);
