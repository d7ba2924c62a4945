// One figure: what it counts, how much, on what it stands, where it comes from.
import { useState } from "preact/hooks";
import { address } from "./api";
import type { Figure, Figures, Indicator, Programme, Trace, TraceRow } from "./api";
import { Chart, type Point } from "./chart";
import { language, say } from "./language";
import { Basis, FaultBox, Loading, Place, Table, Title, Value, bySystem, useAnswer } from "./parts";
import { type ScopeParts, link, scopeParts, scopeText } from "./route";

const PAGE = 25;

function ScopeForm({ programme, parts, change }: { programme: Programme; parts: ScopeParts; change: (p: Partial<ScopeParts>) => void }) {
  const known = (list: { code: string }[], code: string) => list.some((r) => r.code === code);
  return (
    <form class="scope-form" onSubmit={(e) => e.preventDefault()}>
      <label>
        <span>{say("地区", "Place")}</span>
        <select value={parts.in} onChange={(e) => change({ in: e.currentTarget.value })}>
          <option value="">{programme.west.name}</option>
          {programme.places.map((r) => (
            <option key={r.code} value={r.code}>
              {r.name}
            </option>
          ))}
          {parts.in && parts.in !== programme.west.code && !known(programme.places, parts.in) && <option value={parts.in}>{parts.in}</option>}
          {parts.in === programme.west.code && <option value={parts.in}>{programme.west.name}</option>}
        </select>
      </label>
      <label>
        <span>{say("协作方", "Eastern side")}</span>
        <select value={parts.party} onChange={(e) => change({ party: e.currentTarget.value })}>
          <option value="">{say("全部", "all")}</option>
          {programme.parties.map((r) => (
            <option key={r.code} value={r.code}>
              {r.name}
            </option>
          ))}
          {parts.party && !known(programme.parties, parts.party) && <option value={parts.party}>{parts.party.split(",").map((c) => programme.parties.find((r) => r.code === c)?.name ?? c).join("、")}</option>}
        </select>
      </label>
      <label>
        <span>{say("从", "From")}</span>
        <input type="date" value={parts.from} onChange={(e) => change({ from: e.currentTarget.value })} />
      </label>
      <label>
        <span>{say("到", "To")}</span>
        <input type="date" value={parts.to} onChange={(e) => change({ to: e.currentTarget.value })} />
      </label>
    </form>
  );
}

function EvidenceBar({ figure }: { figure: Figure }) {
  const { records, with_file, vouchers, both_sides, sampled_agree, sampled_differ, one_side } = figure.evidence;
  if (!records) return null;
  const share = (n: number) => `${Math.round((n / records) * 100)}%`;
  const rows: [string, number][] = [
    [say("来自留存的文件", "from a file that is kept"), with_file],
    [say("有凭证号", "with a voucher"), vouchers],
    [say("双方对账确认", "confirmed by both sides"), both_sides],
    [say("抽样核查相符", "sampled and found to agree"), sampled_agree],
    [say("只凭一方所报", "on one side's word"), one_side],
  ];
  if (sampled_differ) rows.push([say("抽样核查不符", "sampled and found to differ"), sampled_differ]);
  return (
    <dl class="evidence">
      <div>
        <dt>{say("依据的记录", "records behind it")}</dt>
        <dd>{records}</dd>
      </div>
      {rows.map(([label, n]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {n} <span class="muted">({share(n)})</span>
            <meter min={0} max={records} value={n} aria-label={label} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Definition({ indicator }: { indicator: Indicator }) {
  return (
    <dl class="definition">
      {indicator.definition && (
        <div>
          <dt>{say("口径", "Definition")}</dt>
          <dd>{indicator.definition}</dd>
        </div>
      )}
      {indicator.of && (
        <div>
          <dt>{say("其中项，总数是", "A part of")}</dt>
          <dd>
            <a href={link("figure", { key: indicator.of })}>{indicator.of_label}</a>
          </dd>
        </div>
      )}
      <div>
        <dt>{say("指标名", "Name")}</dt>
        <dd>
          <code>{indicator.key}</code>
          {indicator.source && <span class="muted"> · {indicator.source}</span>}
        </dd>
      </div>
    </dl>
  );
}

const isDistinct = (unit: string) => ["person", "household", "enterprise", "village"].includes(unit);

function ByCounty({ indicator, scope, parts }: { indicator: Indicator; scope: string; parts: ScopeParts }) {
  const { data, fault } = useAnswer<Figures>("figure", { key: indicator.key, scope, by: "county" });
  if (fault) return fault.kind === "absent" ? null : <FaultBox fault={fault} />;
  if (!data) return <Loading />;
  if (data.figures.length < 2) return null;
  const points: Point[] = data.figures.map((f) => ({
    label: f.labels[0] || f.keys[0] || say("未注明", "not stated"),
    figure: f,
    href: f.keys[0] ? link("figure", { key: indicator.key, scope: scopeText({ ...parts, in: f.keys[0] }) }) : undefined,
  }));
  return (
    <section>
      <Chart kind="bar" points={points} unit={indicator.unit} title={say("分县区", "By county")} />
      {isDistinct(indicator.unit.name) && indicator.basis === "counted" && <p class="muted small">{say("上面的总数是合计（去重）：同一对象在几个县都有记录时，各县相加会大于总数。", "The total above counts each once: where one has records in several counties, the counties add up to more.")}</p>}
    </section>
  );
}

function ByMonth({ indicator, scope }: { indicator: Indicator; scope: string }) {
  const { data, fault } = useAnswer<Figures>("figure", { key: indicator.key, scope, by: "month" });
  if (fault) return null;
  if (!data || data.figures.length < 2) return null;
  const points = data.figures.filter((f) => f.keys[0]).map((f) => ({ label: f.labels[0] || f.keys[0], figure: f }));
  return (
    <section>
      <Chart kind="line" points={points} unit={indicator.unit} title={say("逐月", "Month by month")} />
    </section>
  );
}

function Row({ row, columns }: { row: TraceRow; columns: string[] }) {
  const value = (name: string) => row.values[row.names.indexOf(name)] ?? "";
  return (
    <tr>
      <th scope="row">
        <a href={link("record", { type: row.type, record: row.record })}>
          <Place file={row.file} sheet={row.sheet} row={row.row} />
        </a>
      </th>
      {columns.map((c) => (
        <td key={c}>{value(c) || <span class="muted">—</span>}</td>
      ))}
    </tr>
  );
}

function Records({ query }: { query: { key: string; scope: string; known: string } }) {
  const [offset, setOffset] = useState(0);
  const { data, fault, loading } = useAnswer<Trace>("trace", { ...query, offset, most: PAGE });
  if (fault) return <FaultBox fault={fault} />;
  if (!data) return <Loading />;
  const types = [...new Set(data.rows.map((r) => r.type_label))];
  return (
    <section class="records" aria-labelledby="records">
      <h2 id="records">
        {say("背后的记录", "The records behind it")} <span class="count">{say(`${data.total} 条`, `${data.total}`)}</span>
      </h2>
      {data.total === 0 && <p class="muted">{say("没有记录。", "No records.")}</p>}
      {types.map((t) => {
        const rows = data.rows.filter((r) => r.type_label === t);
        const columns = [...new Set(rows.flatMap((r) => r.names))];
        return (
          <Table key={t} label={t} class={"trace" + (loading ? " old" : "")} caption={t} columns={[say("出处（点开看记录）", "Where (opens the record)"), ...columns]}>
            {rows.map((r) => (
              <Row key={r.version + r.type} row={r} columns={columns} />
            ))}
          </Table>
        );
      })}
      {data.total > PAGE && (
        <p class="pager">
          <button type="button" class="quiet" disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - PAGE))}>
            {say("上一页", "Previous")}
          </button>
          <span>
            {offset + 1}–{Math.min(offset + PAGE, data.total)} / {data.total}
          </span>
          <button type="button" class="quiet" disabled={offset + PAGE >= data.total} onClick={() => setOffset(offset + PAGE)}>
            {say("下一页", "Next")}
          </button>
        </p>
      )}
      <p class="muted small">{say("姓名、证件号、电话等已脱敏。", "Names, numbers and phones are masked.")}</p>
      {data.total > 0 && <SampleLink query={query} total={data.total} />}
    </section>
  );
}

/** Thirty records by lot, to be checked by phone or on site; what was found is dropped like any table. */
function SampleLink({ query, total }: { query: { key: string; scope: string }; total: number }) {
  const count = Math.min(30, total);
  return (
    <p class="sample">
      <a href={address("sample", { key: query.key, scope: query.scope, count })} download>
        {say(`随机抽取 ${count} 条，下载核查表`, `Draw ${count} by lot, as a workbook to check`)}
      </a>
      <span class="muted small">
        {say("种子取台账首，谁也没有挑过；填好后拖回首页即入账。", "The seed is the ledger's head, which nobody chose; drop the filled workbook on the first page.")}
      </span>
    </p>
  );
}

export function FigurePage({ programme, query }: { programme: Programme; query: URLSearchParams }) {
  const key = query.get("key") ?? "";
  const scope = query.get("scope") ?? scopeText({ to: programme.newest });
  const known = query.get("known") ?? "";
  const { data, fault, loading } = useAnswer<Figures>("figure", { key, scope, known });
  if (fault) return <FaultBox fault={fault} />;
  if (!data) return <Loading />;
  const { indicator } = data;
  const figure = data.figures[0];
  const parts = scopeParts(data.scope);
  const change = (p: Partial<ScopeParts>) => {
    location.hash = link("figure", { key, scope: scopeText({ ...parts, ...p }), known });
  };
  return (
    <article class={"figure-page" + (loading ? " old" : "")}>
      <p class="crumbs">
        <a href={link("figures")}>{say("指标", "Figures")}</a>
      </p>
      <Title id={key}>{indicator.label}</Title>
      <div class="hero">
        <div class="hero-number">
          <Value figure={figure} unit={indicator.unit} />
          {figure?.part !== undefined && figure.over !== undefined && (
            <p class="ratio">
              {figure.part} / {figure.over}
            </p>
          )}
          <p class="where">{data.scope_text}</p>
          <p class="tags">
            {figure && <Basis figure={figure} />}
            <span class="tag">{say(`台账第 ${data.known} 批`, `ledger batch ${data.known}`)}</span>
          </p>
        </div>
        <Definition indicator={indicator} />
      </div>
      <ScopeForm programme={programme} parts={parts} change={change} />
      <p class="small">
        <a href={link("compare", { key, scope: data.scope, known: Number(known) && Number(known) < programme.known ? known : "" })}>{say("和另一批次或另一日比对", "Compare with another batch or day")}</a>
      </p>
      {figure && figure.evidence && <EvidenceBar figure={figure} />}
      <div class="two">
        <ByCounty indicator={indicator} scope={data.scope} parts={parts} />
        <ByMonth indicator={indicator} scope={data.scope} />
      </div>
      <Records key={data.scope + known} query={{ key, scope: data.scope, known }} />
      <p class="muted small">
        {say("统计范围的写法", "The scope as text")}：<code class="hash">{data.scope}</code>
      </p>
    </article>
  );
}

export function FiguresPage({ programme }: { programme: Programme; query: URLSearchParams }) {
  const { data, fault } = useAnswer<{ indicators: Indicator[] }>("indicators");
  const [words, setWords] = useState("");
  if (fault) return <FaultBox fault={fault} />;
  if (!data) return <Loading />;
  const wanted = data.indicators.filter((i) => (i.label + i.key + i.definition).toLowerCase().includes(words.trim().toLowerCase()));
  const groups = bySystem(programme.systems, wanted, (i) => i.key);
  return (
    <>
      <Title id="figures" lead={say("台账能数出来的数。每一个都能打开，看到口径和背后的记录。", "What the ledger can count. Each opens to its definition and records.")}>
        {say("指标", "Figures")}
      </Title>
      <label class="search">
        <span>{say("找指标", "Find")}</span>
        <input type="search" value={words} onInput={(e) => setWords(e.currentTarget.value)} lang={language() === "zh" ? "zh-CN" : "en"} />
      </label>
      {groups.length > 1 && (
        <nav class="systems" aria-label={say("系统", "Systems")}>
          {groups.map((g) => (
            <a key={g.name} href={`#system-${g.name}`} onClick={(e) => { e.preventDefault(); document.getElementById(`system-${g.name}`)?.scrollIntoView(); }}>
              {g.label} <span class="muted">{g.items.length}</span>
            </a>
          ))}
        </nav>
      )}
      {groups.map((g) => (
        <section key={g.name} class="system" id={`system-${g.name}`}>
          <h2>{g.label}</h2>
          <ul class="indicator-list">
            {g.items.map((i) => (
              <li key={i.key}>
                <a href={link("figure", { key: i.key })}>{i.label}</a>
                <span class="muted">{i.unit.label}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {wanted.length === 0 && <p class="muted">{say("没有这样的指标。", "No such figure.")}</p>}
    </>
  );
}
