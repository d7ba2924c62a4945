// Small pieces that every page is made of.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiFault, type Fault, type Figure, type Programme, type System, type Unit, get } from "./api";
import { language, say } from "./language";
import { grouped, spoken } from "./number";
import { link } from "./route";

let turn = 0;
/** A batch landed: what was asked before is out of date. */
export const askAgain = () => {
  turn++;
};

/** What a page asked for: loading, a fault, or there. */
export function useAnswer<T>(path: string | null, query: { [name: string]: string | number | undefined } = {}) {
  const [state, set] = useState<{ data?: T; fault?: Fault; loading: boolean }>({ loading: true });
  const key = path === null ? null : JSON.stringify([path, query, language(), turn]);
  useEffect(() => {
    if (path === null) return;
    let wanted = true;
    set((s) => ({ data: s.data, loading: true }));
    get<T>(path, query).then(
      (data) => wanted && set({ data, loading: false }),
      (e) => wanted && set({ fault: faultOf(e), loading: false }),
    );
    return () => {
      wanted = false;
    };
  }, [key]);
  return state;
}

export interface Grouped<T> {
  name: string;
  label: string;
  items: T[];
}
/** Things of the catalogue by the first part of their name, in the order of the systems. */
export function bySystem<T>(systems: System[], items: T[], name: (item: T) => string): Grouped<T>[] {
  const of = (item: T) => name(item).split(".")[0];
  const rest = [...new Set(items.map(of))].filter((n) => !systems.some((s) => s.name === n));
  return [...systems, ...rest.map((n) => ({ name: n, label: n }))]
    .map((s) => ({ ...s, items: items.filter((i) => of(i) === s.name) }))
    .filter((g) => g.items.length > 0);
}

export function faultOf(e: unknown): Fault {
  if (e instanceof ApiFault) return e.fault;
  return { kind: "system", error: String(e), hint: "" };
}

export function FaultBox({ fault }: { fault: Fault }) {
  const kind = fault.kind === "conflict" ? "notice" : "fault";
  return (
    <div class={"box " + kind} role="alert">
      <strong>{fault.error}</strong>
      {fault.hint && <p>{fault.hint}</p>}
    </div>
  );
}

export function Loading() {
  return (
    <p class="loading" role="status">
      <span class="dots" aria-hidden="true" />
      {say("正在数……", "Counting…")}
    </p>
  );
}

/** The page's title takes the focus, so that a screen reader begins there. */
export function Title({ children, lead, id }: { children: ComponentChildren; lead?: ComponentChildren; id: string }) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement?.closest("main"))
      ref.current?.focus({ preventScroll: true });
  }, [id]);
  return (
    <header class="title">
      <h1 tabIndex={-1} ref={ref}>
        {children}
      </h1>
      {lead && <p class="lead">{lead}</p>}
    </header>
  );
}

/** A figure with its unit, as the ledger gives it. */
export function Value({ figure, unit, plain }: { figure?: Figure; unit: Unit; plain?: boolean }) {
  if (!figure || !figure.known) return <span class="value none">—</span>;
  if (figure.withheld)
    return (
      <span class="value none" title={say("少于五人，不予显示", "fewer than five persons: withheld")}>
        {say("少于 5", "under 5")}
      </span>
    );
  const span = figure.lo !== figure.hi && figure.lo !== "";
  const also = !plain && unit.name.startsWith("yuan") ? spoken(figure.value, language() === "en") : "";
  return (
    <span class={"value" + (figure.value.length > 10 ? " long" : "")}>
      <span class="digits">{span ? `${grouped(figure.lo)}～${grouped(figure.hi)}` : grouped(figure.value)}</span>
      {!plain && <span class="unit"> {unit.label}</span>}
      {also && <span class="also">{also}</span>}
    </span>
  );
}

export function basisLabel(figure: { basis: string; plan: boolean }) {
  if (figure.plan) return say("计划数", "planned");
  switch (figure.basis) {
    case "entered":
      return say("统计数（录入）", "entered statistic");
    case "computed":
      return say("由其他数推算", "computed from figures");
    default:
      return say("由记录逐条计数", "counted from records");
  }
}

export function Basis({ figure }: { figure: { basis: string; plan: boolean } }) {
  return <span class={"tag basis-" + (figure.plan ? "plan" : figure.basis)}>{basisLabel(figure)}</span>;
}

/** "labour.xlsx · 昭阳 · 第 12 行" */
export function Place({ file, sheet, row, column }: { file: string; sheet?: string; row?: number; column?: string }) {
  if (!file) return <span class="muted">{say("页面录入", "entered on a page")}</span>;
  return (
    <span class="place">
      <span class="file">{file}</span>
      {sheet && <span class="sheet">{sheet}</span>}
      {row ? <span class="row">{say(`第 ${row} 行`, `row ${row}`)}</span> : null}
      {column && <span class="row">{say(`${column} 列`, `column ${column}`)}</span>}
    </span>
  );
}

export function bytes(n: number) {
  if (n < 1024) return `${n} B`;
  if (n < 1 << 20) return `${Math.round(n / 1024)} KB`;
  return `${(n / (1 << 20)).toFixed(1)} MB`;
}

export function instant(ms: number) {
  const d = new Date(ms + 8 * 3600 * 1000);
  return d.toISOString().slice(0, 16).replace("T", " ");
}

/** A table that scrolls by itself where the screen is narrow. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="scroll" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

/** A heading of a column: its words, or also the class of its cells (num: set to the right). */
export type Column = string | { label: string; class: string };

/** A table in its own scroller; the rows are the children. */
export function Table({ label, columns, class: kind, caption, children }: { label: string; columns: Column[]; class?: string; caption?: string; children: ComponentChildren }) {
  return (
    <Scroll label={label}>
      <table class={kind}>
        {caption && <caption>{caption}</caption>}
        <thead>
          <tr>
            {columns.map((c) =>
              typeof c === "string" ? (
                <th scope="col" key={c}>
                  {c}
                </th>
              ) : (
                <th scope="col" key={c.label} class={c.class}>
                  {c.label}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </Scroll>
  );
}

/** Which county; the whole programme where none is chosen. */
export function County({ programme, value, set }: { programme: Programme; value: string; set: (code: string) => void }) {
  return (
    <label>
      {say("县区", "County")}{" "}
      <select value={value} onChange={(e) => set(e.currentTarget.value)}>
        <option value="">{programme.west.name}</option>
        {programme.places.map((p) => (
          <option key={p.code} value={p.code}>
            {p.name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The parts of one matter, each a page or a view of its own. */
export function Parts({ label, here, parts }: { label: string; here: string; parts: [key: string, text: string, href: string][] }) {
  return (
    <nav class="parts" aria-label={label}>
      {parts.map(([key, text, href]) => (
        <a key={key} href={href} aria-current={here === key ? "page" : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
}

/** Steps through a long list. */
export function Steps({ offset, shown, total, page, go }: { offset: number; shown: number; total: number; page: number; go: (offset: number) => void }) {
  if (total <= page) return null;
  return (
    <p class="steps">
      <button type="button" class="quiet" disabled={offset === 0} onClick={() => go(Math.max(0, offset - page))}>
        {say("上一页", "Previous")}
      </button>{" "}
      <span>{say(`第 ${offset + 1} 至 ${offset + shown} 条，共 ${total} 条`, `${offset + 1} to ${offset + shown} of ${total}`)}</span>{" "}
      <button type="button" class="quiet" disabled={offset + shown >= total} onClick={() => go(offset + page)}>
        {say("下一页", "Next")}
      </button>
    </p>
  );
}

/** Before anything is recorded: what to do first. */
export function NoRecords({ programme }: { programme: Programme }) {
  if (programme.batches.some((b) => b.rows > 0)) return null;
  return (
    <p class="box notice">
      {say("台账里还没有记录，这里的数都会是 0 或“—”。", "Nothing is recorded yet: every figure here is 0 or a dash.")} <a href={link("home")}>{say("先到首页把表格拖进来", "Drop your tables on the first page")}</a>
    </p>
  );
}

/** A file that was fetched goes where the browser keeps its downloads. */
export function save({ bytes: blob, name }: { bytes: Blob; name: string }) {
  const a = document.createElement("a");
  a.href = URL.createObjectURL(blob);
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10000);
}
