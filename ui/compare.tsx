// Compare (比对): a figure or a form as known at two batches, or of two days, and by which records.
import { useState } from "preact/hooks";
import type { Comparison, Forms } from "./answers";
import type { Programme } from "./api";
import { Differences } from "./differences";
import { say } from "./language";
import { grouped } from "./number";
import { County, FaultBox, Loading, Title, instant, useAnswer } from "./parts";
import { ReportTabs } from "./reports";
import { link, scopeParts, scopeText } from "./route";

type Asked = { key: string; form: string; scope: string; known: string; known2: string; at: string; at2: string; scope2: string };
type Go = (change: Partial<Asked>) => void;

/** Every form can be asked here; a figure is asked from its own page. */
function Subject({ asked, go }: { asked: Asked; go: Go }) {
  const { data } = useAnswer<Forms>("forms");
  return (
    <label>
      {say("报表", "Form")}{" "}
      <select value={asked.form} onChange={(e) => go({ form: e.currentTarget.value, key: "" })}>
        <option value="">{asked.key ? say("（一个指标）", "(one figure)") : say("请选一张", "choose one")}</option>
        {data?.forms
          .filter((f) => f.kind === "form")
          .map((f) => (
            <option key={f.name} value={f.name}>
              {f.label}
            </option>
          ))}
      </select>
    </label>
  );
}

function Batches({ programme, asked, go }: { programme: Programme; asked: Asked; go: Go }) {
  const choose = (name: "known" | "known2", label: string) => (
    <label>
      {label}{" "}
      <select value={asked[name]} onChange={(e) => go({ [name]: e.currentTarget.value })}>
        {programme.batches.map((b) => (
          <option key={b.number} value={b.number}>
            {say(`第 ${b.number} 批`, `batch ${b.number}`)} · {instant(b.at)} {b.note.slice(0, 24)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      {choose("known", say("先", "First"))}
      {choose("known2", say("后", "Then"))}
    </>
  );
}

function Days({ asked, go }: { asked: Asked; go: Go }) {
  const choose = (name: "at" | "at2", label: string) => (
    <label>
      {label} <input type="date" value={asked[name]} onChange={(e) => e.currentTarget.value && go({ [name]: e.currentTarget.value })} />
    </label>
  );
  return (
    <>
      {choose("at", say("先，截至", "First, up to"))}
      {choose("at2", say("后，截至", "Then, up to"))}
    </>
  );
}

const shown = (value: string) => (value ? grouped(value) : "—");

function Result({ data }: { data: Comparison }) {
  const other = data.items.filter((i) => !i.same || i.why_count > 0);
  const alone = (i: Comparison["items"][number]) => link("compare", { key: i.indicator.key, scope: i.scope, scope2: i.scope2 !== i.scope ? i.scope2 : "", known: data.known, known2: data.known2 });
  const batches = data.known !== data.known2 ? say(`第 ${data.known} 批 → 第 ${data.known2} 批`, `batch ${data.known} → batch ${data.known2}`) : "";
  return (
    <>
      <h2>{data.label}</h2>
      <p class="where">
        {data.scope_text}
        {data.scope_text2 !== data.scope_text && ` → ${data.scope_text2}`}
        {batches && ` · ${batches}`}
      </p>
      <p class={"box " + (other.length ? "notice" : "fine")} role="status">
        {other.length ? say(`有 ${other.length} 个数不同。`, `${other.length} figures differ.`) : say("两边一样，没有一个数不同。", "Both sides are the same.")}
      </p>
      {other.map((i) => (
        <section key={i.scope + i.indicator.key + i.label} class="kept">
          <h3>{i.label}</h3>
          <p class="kept-values">
            <a href={link("figure", { key: i.indicator.key, scope: i.scope, known: data.known })}>{shown(i.before)}</a> →{" "}
            <strong>
              <a href={link("figure", { key: i.indicator.key, scope: i.scope2, known: data.known2 })}>{shown(i.after)}</a>
            </strong>{" "}
            <span class="muted">{i.indicator.unit.label}</span>
          </p>
          <Differences why={i.why} total={i.why_count} label={`${i.label} ${i.scope2}`} />
          {!i.explained && (
            <p class="small">
              <a href={alone(i)}>{say("看哪些记录造成的", "By which records")}</a>
            </p>
          )}
        </section>
      ))}
    </>
  );
}

export function ComparePage({ programme, query }: { programme: Programme; query: URLSearchParams }) {
  const of = (name: string) => query.get(name) ?? "";
  // Two days are held against each other from the first record on, two batches in the newest year.
  const [byDay, setByDay] = useState(of("at") !== "" || of("at2") !== "" || of("scope2") !== "");
  const scope = of("scope") || scopeText({ from: byDay ? "" : `${programme.newest.slice(0, 4)}-01-01`, to: programme.newest });
  const asked: Asked = { key: of("key"), form: of("form"), scope, known: of("known"), known2: of("known2"), at: of("at"), at2: of("at2"), scope2: of("scope2") };
  const [most, setMost] = useState(20);
  const [newest, before] = programme.batches;
  const parts = scopeParts(scope);
  const to = parts.to || programme.newest;
  if (asked.scope2) Object.assign(asked, { at: "", at2: "" });
  else if (byDay) Object.assign(asked, { known: "", known2: "", at: asked.at || `${Number(to.slice(0, 4)) - 1}${to.slice(4)}`, at2: asked.at2 || to });
  else Object.assign(asked, { at: "", at2: "", known: asked.known || String(before?.number ?? newest?.number ?? ""), known2: asked.known2 || String(newest?.number ?? "") });
  const go: Go = (change) => (location.hash = link("compare", { ...asked, scope2: "", ...change }));
  const same = asked.scope2 ? asked.scope2 === asked.scope : byDay ? asked.at === asked.at2 : asked.known === asked.known2;
  const ready = (asked.key || asked.form) && !same;
  const { data, fault, loading } = useAnswer<Comparison>(ready ? "compare" : null, { ...asked, most });
  const more = ready && data?.items.some((i) => i.why_count > i.why.length) && most < 200;
  return (
    <>
      <Title id="compare" lead={say("同一个数、同一张表，前后两个批次或两个日期有什么不同，是哪些记录造成的。", "One figure or form at two batches or two days: what differs, and by which records.")}>
        {say("比对", "Compare")}
      </Title>
      <ReportTabs here="compare" />
      <form class="filter" onSubmit={(e) => e.preventDefault()}>
        <Subject asked={asked} go={go} />
        <County programme={programme} value={parts.in} set={(code) => go({ scope: scopeText({ ...parts, in: code }) })} />
        <label>
          {say("比什么", "By")}{" "}
          <select value={byDay ? "day" : "batch"} onChange={(e) => (setByDay(e.currentTarget.value === "day"), go({ known: "", known2: "", at: "", at2: "", scope: scopeText({ ...parts, from: "" }) }))}>
            <option value="batch">{say("两个入账批次", "two batches")}</option>
            <option value="day">{say("两个日期", "two days")}</option>
          </select>
        </label>
        {byDay ? <Days asked={asked} go={go} /> : <Batches programme={programme} asked={asked} go={go} />}
      </form>
      {!asked.key && !asked.form && (
        <p class="box notice">
          {say("选一张报表；要比一个指标，", "Choose a form; for one figure, ")}
          <a href={link("figures")}>{say("先打开它的页面，再点“比对”", "open its page and press Compare there")}</a>
          {say("。", ".")}
        </p>
      )}
      {(asked.key || asked.form) && same && <p class="box notice">{say("请选两个不同的批次或日期。台账只有一批时，可以比两个日期。", "Choose two different batches or days. Where there is one batch only, compare two days.")}</p>}
      {ready && fault && <FaultBox fault={fault} />}
      {ready && loading && !data && <Loading />}
      {ready && data && !fault && (
        <div class={loading ? "old" : ""}>
          <Result data={data} />
        </div>
      )}
      {more && (
        <button type="button" class="quiet" onClick={() => setMost(200)}>
          {say("每个数多列一些记录", "More records to each figure")}
        </button>
      )}
    </>
  );
}
