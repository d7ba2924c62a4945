// Receipts (存证): what left the house, and whether its figures still stand.
import { useState } from "preact/hooks";
import type { Difference, Receipt, ReceiptLine, Standing } from "./answers";
import { type Fault, type Programme, upload } from "./api";
import { Differences } from "./differences";
import { say } from "./language";
import { grouped } from "./number";
import { FaultBox, Loading, Table, Title, faultOf, useAnswer } from "./parts";
import { ReportTabs } from "./reports";
import { link } from "./route";

const standings = (): { [standing in Standing]: string } => ({
  stands: say("仍成立", "stands"),
  changed: say("记录变了", "records changed"),
  redefined: say("口径变了", "defined otherwise"),
  unknown: say("已不能再数", "cannot be counted now"),
  unlinked: say("没有对应指标", "linked to no indicator"),
});

/* ---- the list, and ways to one ---- */

function Search({ code }: { code: string }) {
  const [written, setWritten] = useState(code);
  const open = (e: Event) => {
    e.preventDefault();
    const wanted = written.trim().toUpperCase();
    if (wanted) location.hash = link("receipts", { code: wanted });
  };
  return (
    <form class="filter" role="search" onSubmit={open}>
      <label>
        {say("存证编号", "Code")} <input type="text" value={written} placeholder="7K2M-Q4XD" autocomplete="off" onInput={(e) => setWritten(e.currentTarget.value)} />
      </label>
      <button type="submit" class="button">
        {say("查", "Look it up")}
      </button>
    </form>
  );
}

/** The document itself: known by its bytes, or by the code that it carries. */
function FileField() {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const take = (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    setFault(undefined);
    upload(file, "")
      .then(
        (s) => {
          location.hash = link("receipts", { session: s.session });
        },
        (e) => setFault(faultOf(e)),
      )
      .then(() => setBusy(false));
  };
  return (
    <>
      <label
        class="document-field"
        onDragOver={(e) => e.preventDefault()}
        onDrop={(e) => {
          e.preventDefault();
          take(e.dataTransfer?.files[0]);
        }}
      >
        <span>{say("或把收到的文件拖到这里，按内容或文中编号认出来", "Or drop the file here: it is known by its bytes, or by the code it carries")}</span>{" "}
        <input type="file" disabled={busy} onChange={(e) => take(e.currentTarget.files?.[0])} />
      </label>
      {fault && <FaultBox fault={fault} />}
    </>
  );
}

function List() {
  const { data, fault } = useAnswer<{ receipts: ReceiptLine[] }>("receipts");
  if (fault) return <FaultBox fault={fault} />;
  if (!data) return <Loading />;
  if (!data.receipts.length)
    return (
      <p class="box notice">
        {say("还没有文件出过门。", "Nothing has left the house yet.")} <a href={link("reports")}>{say("到报表里下载一份，这里就有它的存证", "Download a report and its receipt stands here")}</a>
      </p>
    );
  const newest = data.receipts.map((r, i) => ({ r, i })).sort((a, b) => b.r.day.localeCompare(a.r.day) || a.i - b.i);
  return (
    <Table label={say("存证", "Receipts")} class="stack" columns={[say("存证编号", "Code"), say("日期", "Day"), say("报表", "Form"), say("范围", "Scope"), say("批次", "Batch"), say("经手", "By"), say("文件", "File")]}>
      {newest.map(({ r }) => (
        <tr key={r.code}>
          <th scope="row">
            <a href={link("receipts", { code: r.code })}>{r.code}</a>
          </th>
          <td class="nowrap" data-label={say("日期", "Day")}>{r.day}</td>
          <td class="wide">{r.kind === "sealed" ? say("定稿封存：", "sealed text: ") + r.title : r.form_label}</td>
          <td class="wide" data-label={say("范围", "Scope")}>{r.scope_text || "—"}</td>
          <td class="num" data-label={say("批次", "Batch")}>{r.known}</td>
          <td data-label={say("经手", "By")}>{r.who}</td>
          <td class="wide" data-label={say("文件", "File")}>{r.file}</td>
        </tr>
      ))}
    </Table>
  );
}

/* ---- one ---- */

/** A report's figure and a sealed text's are asked about in the same way. */
interface Kept {
  key: string;
  label: string;
  indicator: string;
  scope: string;
  before: string;
  now: string;
  standing: Standing;
  more: string;
  explained: boolean;
  total: number;
  why: Difference[];
}

function keptOf(x: Receipt): Kept[] {
  if (x.report) return x.report.figures.map((f, i) => ({ ...f, key: String(i), more: "", total: f.why_count }));
  return (x.sealed?.quotes ?? []).map((q) => ({
    ...q,
    key: String(q.number),
    label: q.surface,
    before: q.ledger_value,
    explained: true,
    more: q.should_be ? say(`已更正为 ${q.should_be}（${q.why}）`, `corrected to ${q.should_be} (${q.why})`) : "",
    total: q.record_count,
    why: q.records,
  }));
}

function Value({ value, to }: { value: string; to?: string }) {
  if (!value) return <>—</>;
  return to ? <a href={to}>{grouped(value)}</a> : <>{grouped(value)}</>;
}

function FigureRows({ x, known }: { x: Kept; known: number }) {
  const at = { key: x.indicator, scope: x.scope };
  const opens = (query: object) => (x.indicator && x.standing !== "unknown" ? link("figure", { ...at, ...query }) : undefined);
  return (
    <section class={"kept " + x.standing}>
      <h3>
        {x.label} <span class={"tag standing-" + x.standing}>{standings()[x.standing]}</span>
      </h3>
      <p class="kept-values">
        {say("当时", "then")} <strong><Value value={x.before} to={opens({ known })} /></strong>
        {x.standing !== "unknown" && (
          <>
            {" → "}
            {say("现在", "now")} <strong><Value value={x.now} to={opens({})} /></strong>
          </>
        )}
        {x.more && <span class="muted"> {x.more}</span>}
      </p>
      <Differences why={x.why} total={x.total} label={`${x.label} ${x.scope}`} />
      {(x.total > x.why.length || (x.standing === "changed" && !x.explained)) && (
        <p class="small">
          <a href={link("compare", { ...at, known, known2: "" })}>{x.explained ? say("看全部改变了它的记录", "All records that changed it") : say("看哪些记录改变了它", "Which records changed it")}</a>
        </p>
      )}
    </section>
  );
}

const STANDING_FIRST = 60;

function Standings({ kept, known }: { kept: Kept[]; known: number }) {
  const moved = kept.filter((k) => k.standing !== "stands" && k.standing !== "unlinked");
  const [asked, setAsked] = useState<Standing | "moved">("moved");
  const [most, setMost] = useState(STANDING_FIRST);
  const count = (s: Standing) => kept.filter((k) => k.standing === s).length;
  const wanted = asked === "moved" ? moved : kept.filter((k) => k.standing === asked);
  const chip = (key: Standing | "moved", n: number, text: string) =>
    (n > 0 || key === "moved") && (
      <li key={key}>
        <button type="button" class="filter-chip" aria-pressed={asked === key} onClick={() => setAsked(key)}>
          <span class="digits">{n}</span> {text}
        </button>
      </li>
    );
  return (
    <>
      <p class={"box " + (moved.length ? "notice" : "fine")} role="status">
        <strong>{moved.length ? say(`${kept.length} 个数里有 ${moved.length} 个与现在不同。`, `${moved.length} of ${kept.length} figures are another now.`) : say(`${kept.length} 个数都还成立。`, `All ${kept.length} figures still stand.`)}</strong>
      </p>
      <ul class="kinds">
        {chip("moved", moved.length, say("与现在不同", "another now"))}
        {(["changed", "redefined", "unknown", "stands", "unlinked"] as const).map((s) => chip(s, count(s), standings()[s]))}
      </ul>
      {wanted.slice(0, most).map((x) => (
        <FigureRows key={x.key} x={x} known={known} />
      ))}
      {wanted.length > most && (
        <button type="button" class="quiet" onClick={() => setMost(wanted.length)}>
          {say(`再看其余 ${wanted.length - most} 个`, `Show the other ${wanted.length - most}`)}
        </button>
      )}
    </>
  );
}

function One({ query }: { query: URLSearchParams }) {
  const { data, fault } = useAnswer<Receipt>("receipt", { code: query.get("code") ?? "", session: query.get("session") ?? "" });
  if (fault) return <FaultBox fault={fault} />;
  if (!data) return <Loading />;
  const of = data.report ?? data.sealed!;
  const rows: [string, preact.ComponentChildren][] = [
    [say("存证编号", "Code"), <strong>{of.code}</strong>],
    [say("报表", "Form"), data.report ? data.form_label : say("定稿封存", "sealed text")],
    [say("范围", "Scope"), data.scope_text],
    [say("日期", "Day"), data.day],
    [say("经手", "By"), of.who],
    [say("文件", "File"), of.file],
    [say("台账批次", "Ledger batch"), of.known],
    [say("台账首", "Head"), <code class="hash">{of.head.slice(0, 16)}</code>],
  ];
  return (
    <>
      <h2>{of.title}</h2>
      <dl class="opening">
        {rows.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {data.report?.file_differs && (
        <p class="box fault" role="alert">
          <strong>{say("这个文件带着本台账的编号，但内容不是当时出门的那一份：它被改过。", "This file carries a code of ours, but its bytes are not those that left: it was changed.")}</strong>
        </p>
      )}
      <Standings kept={keptOf(data)} known={of.known} />
    </>
  );
}

export function ReceiptsPage({ query }: { programme: Programme; query: URLSearchParams }) {
  const code = query.get("code") ?? "";
  const asked = code || query.get("session");
  return (
    <>
      <Title id={"receipts" + asked} lead={say("出门的每一份表和定稿都留了存证：哪些数现在还成立，不成立的是谁改了哪一行。", "Every report and text that left is kept: which figures still stand, and for the others which row was changed, by whom.")}>
        {say("存证", "Receipts")}
      </Title>
      <ReportTabs here="receipts" />
      <Search key={code} code={code} />
      <FileField />
      {asked ? (
        <>
          <p class="crumbs">
            <a href={link("receipts")}>{say("全部存证", "All receipts")}</a>
          </p>
          <One query={query} />
        </>
      ) : (
        <List />
      )}
    </>
  );
}
