// Reports (报表): what the office hands in. Looking leaves no trace; what is downloaded is kept.
import { useEffect, useState } from "preact/hooks";
import type { Form, Forms, Report } from "./answers";
import { type Fault, type Programme, fetched } from "./api";
import { say } from "./language";
import { County, FaultBox, Loading, NoRecords, Parts, Title, faultOf, save, useAnswer } from "./parts";
import { link } from "./route";

type Asked = { year: string; month: string; from: string; to: string; in: string; party: string; record: string };
type Part = { programme: Programme; form: Form; asked: Asked; go: (change: Partial<Asked>) => void };

export function ReportTabs({ here }: { here: "reports" | "receipts" | "compare" }) {
  return (
    <Parts
      label={say("报表", "Reports")}
      here={here}
      parts={[
        ["reports", say("出表", "Forms"), link("reports")],
        ["receipts", say("存证", "Receipts"), link("receipts")],
        ["compare", say("比对", "Compare"), link("compare")],
      ]}
    />
  );
}

/* ---- the list ---- */

/** Each kind of paper, under its own heading; another kind is one more line here. */
const kinds = () => [
  { kind: "form", heading: say("报表和综述", "Forms and texts"), open: (f: Form) => link("reports", { form: f.name }) },
  { kind: "scheme", heading: say("年度考核", "Yearly assessment"), open: (f: Form) => link("reports", { form: f.name }) },
];

const daysOf = (f: Form) => ({ day: say("某一天", "at a day"), year: say("按年", "by year"), month: say("按月", "by month"), period: say("按时段", "by period") })[f.days];

function List({ forms }: { forms: Form[] }) {
  return (
    <>
      {kinds().map((k) => {
        const own = forms.filter((f) => f.kind === k.kind);
        if (!own.length) return null;
        return (
          <section key={k.kind} aria-label={k.heading}>
            <h2>{k.heading}</h2>
            <ul class="plain forms">
              {own.map((f) => (
                <li key={f.name}>
                  <a class="card" href={k.open(f)}>
                    <strong>{f.label}</strong>
                    <span class="about">{f.about}</span>
                    <span class="card-foot muted">
                      {[daysOf(f), f.place && say("可分县", "a county"), f.party && say("可分帮扶方", "an eastern side"), f.records && say(`选一个${f.records}`, `one ${f.records}`)].filter(Boolean).join(" · ")}
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

/* ---- which days, places and sides ---- */

/** Of the programme, as far as a scheme holds. */
function years(programme: Programme, form: Form) {
  const first = Math.max(Number(programme.from.slice(0, 4)), form.first_year ?? 0);
  const last = Math.min(Number(programme.newest.slice(0, 4)), form.last_year ?? 9999);
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, i) => String(last - i));
}

const none = { year: "", month: "", from: "", to: "" };

function Days({ programme, form, asked, go }: Part) {
  const day = (name: "from" | "to", label: string) => (
    <label>
      {label} <input type="date" value={asked[name]} onChange={(e) => go({ ...none, from: asked.from, to: asked.to, [name]: e.currentTarget.value })} />
    </label>
  );
  if (form.days === "day") return day("to", say("截至", "At"));
  if (form.days === "month")
    return (
      <label>
        {say("月份", "Month")} <input type="month" value={asked.month} onChange={(e) => e.currentTarget.value && go({ ...none, month: e.currentTarget.value })} />
      </label>
    );
  const other = form.days === "year" ? say("截至某一天……", "up to a day…") : say("起止日期……", "from a day to a day…");
  const choose = (year: string) => go(year ? { ...none, year } : { ...none, from: form.days === "period" ? `${asked.year}-01-01` : "", to: programme.newest });
  return (
    <>
      <label>
        {say("年度", "Year")}{" "}
        <select value={asked.year} onChange={(e) => choose(e.currentTarget.value)}>
          {years(programme, form).map((y) => (
            <option key={y} value={y}>
              {say(`${y} 年`, y)}
            </option>
          ))}
          {form.kind === "form" && <option value="">{other}</option>}
        </select>
      </label>
      {!asked.year && form.days === "period" && day("from", say("从", "From"))}
      {!asked.year && day("to", say("到", "To"))}
    </>
  );
}

function Records({ form, asked, go }: Part) {
  const { record: _, ...scope } = asked;
  const { data, fault } = useAnswer<{ records: { key: string; label: string }[] }>("report_records", { form: form.name, ...scope });
  if (fault) return <FaultBox fault={fault} />;
  return (
    <label>
      {form.records}{" "}
      <select value={asked.record} onChange={(e) => go({ record: e.currentTarget.value })}>
        <option value="">{data && !data.records.length ? say("这个范围里没有", "none in this scope") : say("请选一个", "choose one")}</option>
        {data?.records.map((r) => (
          <option key={r.key} value={r.key}>
            {r.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function ScopeForm(part: Part) {
  const { programme, form, asked, go } = part;
  return (
    <form class="filter" aria-label={say("统计范围", "Scope")} onSubmit={(e) => e.preventDefault()}>
      <Days {...part} />
      {form.place && <County programme={programme} value={asked.in} set={(code) => go({ in: code, record: "" })} />}
      {form.party && (
        <label>
          {say("帮扶方", "Eastern side")}{" "}
          <select value={asked.party} onChange={(e) => go({ party: e.currentTarget.value, record: "" })}>
            <option value="">{say("全部", "all")}</option>
            {programme.parties.map((p) => (
              <option key={p.code} value={p.code}>
                {p.name}
              </option>
            ))}
          </select>
        </label>
      )}
      {form.records && <Records {...part} />}
    </form>
  );
}

/* ---- what leaves ---- */

const formatNames = (): { [format: string]: string } => ({ xlsx: "Excel", docx: "Word", pdf: "PDF", html: say("网页", "HTML"), csv: "CSV", txt: say("文本", "Text"), zip: say("佐证材料 ZIP", "Evidence ZIP") });

function Downloads({ form, asked, known, formats }: { form: Form; asked: Asked; known: number; formats: string[] }) {
  const [busy, setBusy] = useState("");
  const [fault, setFault] = useState<Fault>();
  const [left, setLeft] = useState<{ name: string; code: string }>();
  const names = formatNames();
  const take = (as: string) => {
    setBusy(as);
    setFault(undefined);
    setLeft(undefined);
    fetched("report_file", { form: form.name, ...asked, known: String(known), as })
      .then(
        (file) => {
          save(file);
          setLeft(file);
        },
        (e) => setFault(faultOf(e)),
      )
      .then(() => setBusy(""));
  };
  return (
    <div class="leaving">
      <div class="buttons" role="group" aria-label={say("下载", "Download")}>
        <span class="muted">{say("下载", "Download")}</span>
        {(form.kind === "scheme" ? [...formats, "zip"] : formats).map((as, i) => (
          <button key={as} type="button" class={"button" + (i === 0 ? " primary" : "")} disabled={busy !== ""} onClick={() => take(as)}>
            {names[as] ?? as}
          </button>
        ))}
      </div>
      <p class="muted small">{say("看不留痕迹；下载即留存证，编号印在表尾，以后可查每个数是否还成立。", "Looking leaves no trace. A download is kept with a receipt: its code is printed at the foot, and says later whether each figure still stands.")}</p>
      {fault && <FaultBox fault={fault} />}
      {left && (
        <div class="box fine" role="status">
          {say("已下载 ", "Downloaded ")}
          {left.name}
          {say("，存证编号 ", "; receipt ")}
          <a href={link("receipts", { code: left.code })}>
            <strong>{left.code}</strong>
          </a>
        </div>
      )}
    </div>
  );
}

function Preview({ form, asked, formats }: { form: Form; asked: Asked; formats: string[] }) {
  const waits = form.records !== "" && !asked.record;
  const { data, fault, loading } = useAnswer<Report>(waits ? null : "report", { form: form.name, ...asked });
  if (waits) return <p class="box notice">{say(`先在上面选一个${form.records}。`, `Choose one above: ${form.records}.`)}</p>;
  if (fault) return <FaultBox fault={fault} />;
  if (!data) return <Loading />;
  return (
    <div class={loading ? "old" : ""}>
      <Downloads key={JSON.stringify(asked)} form={form} asked={asked} known={data.known} formats={formats} />
      <p class="small hint">
        {say("每个数都能点开，看它的口径和背后的记录。", "Every number opens to its definition and records.")}{" "}
        {form.kind === "form" && <a href={link("compare", { form: form.name, scope: data.scope })}>{say("和另一批次或另一日比对", "Compare with another batch or day")}</a>}
      </p>
      <article class="report-paper" aria-label={data.title} dangerouslySetInnerHTML={{ __html: data.html }} />
    </div>
  );
}

function One({ programme, form, formats, query }: { programme: Programme; form: Form; formats: string[]; query: URLSearchParams }) {
  const of = (name: string) => query.get(name) ?? "";
  const asked: Asked = { year: of("year"), month: of("month"), from: of("from"), to: of("to"), in: of("in"), party: of("party"), record: of("record") };
  if (form.days === "month") asked.month ||= programme.newest.slice(0, 7);
  else if (form.days === "day") asked.to ||= programme.newest;
  else if (!asked.from && !asked.to) asked.year ||= years(programme, form)[0]!;
  const go = (change: Partial<Asked>) => (location.hash = link("reports", { form: form.name, ...asked, ...change }));
  return (
    <>
      <p class="crumbs">
        <a href={link("reports")}>{say("全部报表", "All forms")}</a>
      </p>
      <Title id={form.name} lead={form.about}>
        {form.label}
      </Title>
      <NoRecords programme={programme} />
      <ScopeForm programme={programme} form={form} asked={asked} go={go} />
      <Preview form={form} asked={asked} formats={formats} />
    </>
  );
}

export function ReportsPage({ programme, query }: { programme: Programme; query: URLSearchParams }) {
  const { data, fault } = useAnswer<Forms>("forms");
  const name = query.get("form") ?? "";
  const form = data?.forms.find((f) => f.name === name);
  useEffect(() => {
    if (form) scrollTo(0, 0);
  }, [name]);
  if (fault) return <FaultBox fault={fault} />;
  if (!data) return <Loading />;
  if (form) return <One programme={programme} form={form} formats={data.formats} query={query} />;
  return (
    <>
      <Title id="reports" lead={say("各种表和综述都由台账数出来，不用再抄、再加。选一张，选范围，看过再下载。", "Forms and texts, counted from the ledger. Choose one and its scope, look, then download.")}>
        {say("报表", "Reports")}
      </Title>
      <ReportTabs here="reports" />
      <NoRecords programme={programme} />
      {name && <FaultBox fault={{ kind: "absent", error: say(`没有叫“${name}”的报表`, `there is no form "${name}"`), hint: say("请在下面选一张", "choose one below") }} />}
      <List forms={data.forms} />
    </>
  );
}
