// Checks (核查): what the rules find over all records, rule by rule, answered where it stands.
import { useState } from "preact/hooks";
import { type Check, type Found, type FoundRule, type Programme, address, post, type Fault } from "./api";
import { say } from "./language";
import { County, FaultBox, Loading, Table, Title, askAgain, bySystem, faultOf, useAnswer } from "./parts";
import { link } from "./route";

const FIRST = 20;
const answers = () =>
  [
    ["mended", say("已整改", "mended")],
    ["explained", say("情况属实有说明", "true, explained")],
    ["wrong_alarm", say("误报", "wrong alarm")],
  ] as const;

function Answer({ found, done }: { found: Found; done: () => void }) {
  const [answer, setAnswer] = useState(found.answer || "explained");
  const [note, setNote] = useState(found.note);
  const [handler, setHandler] = useState(found.handler);
  const [fault, setFault] = useState<Fault>();
  const keep = (e: Event) => {
    e.preventDefault();
    post("answer", { code: found.code, answer, note, handler }).then(
      () => (askAgain(), done()),
      (x) => setFault(faultOf(x)),
    );
  };
  return (
    <form class="answer" onSubmit={keep} aria-label={say("处理", "Answer") + " " + found.code}>
      <label>
        {say("处理结果", "Answer")}{" "}
        <select value={answer} onChange={(e) => setAnswer(e.currentTarget.value)}>
          {answers().map(([code, label]) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say("说明", "Note")} <input value={note} onInput={(e) => setNote(e.currentTarget.value)} />
      </label>
      <label>
        {say("处理人", "By")} <input value={handler} onInput={(e) => setHandler(e.currentTarget.value)} />
      </label>
      <button type="submit">{say("记下", "Keep it")}</button>
      {fault && <FaultBox fault={fault} />}
    </form>
  );
}

function Row({ found, reload }: { found: Found; reload: () => void }) {
  const [open, setOpen] = useState(false);
  const first = found.records[0];
  return (
    <tr>
      <td class="nowrap">
        <code>{found.code}</code>
      </td>
      <td>{[found.county, found.village].filter(Boolean).join(" ") || "—"}</td>
      <td class="wide">
        {found.why}
        {found.status !== "open" && (
          <p class="muted">
            {found.status_label} {found.note} {found.handler} {found.answered_on}
          </p>
        )}
        {open && <Answer found={found} done={() => (setOpen(false), reload())} />}
      </td>
      <td>
        <a href={link("record", { type: first.type, record: first.record })}>
          {first.file ? `${first.file} ${first.sheet} ${first.row}` : first.type_label}
        </a>
        {found.record_count > 1 && <span class="muted"> {say(`等 ${found.record_count} 条`, `and ${found.record_count - 1} more`)}</span>}
      </td>
      <td>
        <button type="button" class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {say("处理", "Answer")}
          <span class="sr"> {found.code}</span>
        </button>
      </td>
    </tr>
  );
}

function RuleTable({ rule, more, reload }: { rule: FoundRule; more: () => void; reload: () => void }) {
  return (
    <section>
      <h2>
        {rule.label} <span class="muted">{rule.count}</span>
      </h2>
      <p class="muted">
        {rule.level_label} · {rule.source} · {rule.mend}
      </p>
      <Table label={rule.label} class="checks" columns={[say("疑点编号", "Finding"), say("地区", "Place"), say("疑点", "What was found"), say("记录", "Record"), say("处理", "Answer")]}>
        {rule.findings.map((x) => (
          <Row key={x.code} found={x} reload={reload} />
        ))}
      </Table>
      {rule.count > rule.findings.length && (
        <button type="button" class="quiet" onClick={more}>
          {say(`再看其余 ${rule.count - rule.findings.length} 个`, `Show the other ${rule.count - rule.findings.length}`)}
        </button>
      )}
    </section>
  );
}

const levels = () =>
  [
    ["", say("全部级别", "All levels")],
    ["warn", say("疑点", "Warnings")],
    ["ask", say("待核实", "To be asked")],
    ["refuse", say("应退回", "To be refused")],
  ] as const;

export function CheckPage({ programme, query, reload }: { programme: Programme; query: URLSearchParams; reload: () => void }) {
  const asked = { in: query.get("in") ?? "", level: query.get("level") ?? "", rule: query.get("rule") ?? "", all: query.get("all") ?? "" };
  const [most, setMost] = useState(FIRST);
  const { data, fault, loading } = useAnswer<Check>("check", { ...asked, most });
  const go = (change: Partial<typeof asked>) => (location.hash = link("check", { ...asked, ...change }));
  return (
    <>
      <Title
        id="check"
        lead={say("按目录里的规则核查全部记录：同一人两处、闲置、空壳、缺佐证。逐条处理，或下载表格交县区填写后再导入。", "Every rule of the catalogue over all records. Answer them here, or send the workbook out and import it again.")}
      >
        {say("核查", "Checks")}
      </Title>
      <form class="filter" onSubmit={(e) => e.preventDefault()}>
        <County programme={programme} value={asked.in} set={(code) => go({ in: code })} />
        <label>
          {say("级别", "Level")}{" "}
          <select value={asked.level} onChange={(e) => go({ level: e.currentTarget.value })}>
            {levels().map(([code, label]) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input type="checkbox" checked={asked.all !== ""} onChange={(e) => go({ all: e.currentTarget.checked ? "1" : "" })} />{" "}
          {say("连同已处理的", "Answered ones, too")}
        </label>
        {asked.rule && (
          <button type="button" class="quiet" onClick={() => go({ rule: "" })}>
            {say("全部规则", "All rules")}
          </button>
        )}
        <a class="download" href={address("check_workbook", asked)} download>
          {say("下载疑点清单", "Download the workbook")}
        </a>
      </form>
      {fault && <FaultBox fault={fault} />}
      {loading && !data && <Loading />}
      {data && (
        <p role="status">
          {say(`截至 ${data.at}，${data.rule_count} 条规则查出 ${data.total} 个疑点。`, `As of ${data.at}, ${data.rule_count} rules found ${data.total}.`)}
        </p>
      )}
      {data && data.rules.length > 1 && (
        <div class="rules-by-system">
          {bySystem(programme.systems, data.rules, (r) => r.name).map((g) => (
            <section key={g.name}>
              <h2>{g.label}</h2>
              <ul class="rules">
                {g.items.map((r) => (
                  <li key={r.name}>
                    <a href={link("check", { ...asked, rule: r.name })}>{r.label}</a> <span class="muted">{r.count}</span>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
      {data?.rules.map((r) => (
        <RuleTable key={r.name} rule={r} more={() => setMost(500)} reload={reload} />
      ))}
    </>
  );
}
