// Subsidies (补贴): who is due what and why, who is a day short, who claimed twice, who never claimed.
import { useState } from "preact/hooks";
import type { Due, Objection, SubsidyList, SubsidyRule, SubsidyRuleText } from "./answers";
import { type Fault, type Programme, fetched } from "./api";
import { language, say } from "./language";
import { grouped } from "./number";
import { County, FaultBox, Loading, NoRecords, Place, Steps, Table, Title, faultOf, save, useAnswer } from "./parts";
import { link } from "./route";

const PAGE = 50;
type Asked = { rule: string; year: string; quarter: string; in: string; filter: string; offset: string };
type Go = (change: Partial<Asked>) => void;

/* ---- words ---- */

const monthDay = (d: string) => say(`${Number(d.slice(0, 2))}月${Number(d.slice(3))}日`, d);

function calendar(r: SubsidyRule) {
  const often = { quarterly: say("按季申领", "quarterly"), yearly: say("按年申领", "yearly") }[r.claim] ?? "";
  const by = r.due.length ? say(`截止 ${r.due.map(monthDay).join("、")}`, `by ${r.due.map(monthDay).join(", ")}`) : "";
  return [often, by].filter(Boolean).join(say("，", ", ")) || "—";
}

const period = (r: SubsidyRule) => (r.from || r.to ? `${r.from || "…"} ${say("至", "to")} ${r.to || "…"}` : say("长期", "open"));
const payees = (r: SubsidyRule) => (r.payee === "person" ? say("个人", "persons") : say("单位", "organisations"));

/* ---- the rules ---- */

function CardSearch() {
  const [household, setHousehold] = useState("");
  return (
    <form
      class="filter"
      role="search"
      onSubmit={(e) => {
        e.preventDefault();
        if (household.trim()) location.hash = link("card", { household: household.trim() });
      }}
    >
      <label>
        {say("户编号", "Household code")} <input type="text" value={household} autocomplete="off" onInput={(e) => setHousehold(e.currentTarget.value)} />
      </label>
      <button type="submit" class="button">
        {say("出明白卡", "Its card")}
      </button>
    </form>
  );
}

function Rules({ programme, all }: { programme: Programme; all: boolean }) {
  const { data, fault } = useAnswer<{ at: string; subsidies: SubsidyRule[] }>("subsidies", { all: all ? "1" : "" });
  const other = (r: SubsidyRule) => (language() === "zh" ? r.label_en : r.label_zh);
  return (
    <>
      <Title id="subsidies" lead={say("每项政策谁该领、为什么是这么多；谁只差一天，谁领了两次，谁该领没领。姓名已脱敏。", "Under each rule: who is entitled and why to that amount, who is a day short, who claimed twice, who never claimed. Names are masked.")}>
        {say("补贴", "Subsidies")}
      </Title>
      <NoRecords programme={programme} />
      <CardSearch />
      <form class="filter" onSubmit={(e) => e.preventDefault()}>
        <label>
          <input type="checkbox" checked={all} onChange={(e) => (location.hash = link("subsidies", { all: e.currentTarget.checked ? "1" : "" }))} /> {say("连同外地的政策", "Rules of other places, too")}
        </label>
      </form>
      {fault && <FaultBox fault={fault} />}
      {!data && !fault && <Loading />}
      {data && data.subsidies.length === 0 && <p class="box notice">{say("没有适用于本地的补贴政策。在台账的 catalogue 文件夹里写几行就能加一项。", "No rule applies here. A few lines in the programme's catalogue folder add one.")}</p>}
      {data && data.subsidies.length > 0 && (
        <Table label={say("补贴政策", "Rules")} class="stack" columns={[say("政策", "Rule"), say("发给", "Paid to"), say("有效期", "Valid"), say("申领", "Claims"), say("公示", "Notice"), say("依据", "Source")]}>
          {data.subsidies.map((r) => (
            <tr key={r.name}>
              <th scope="row" class="wide">
                <a href={link("subsidies", { rule: r.name })}>{r.label}</a>
                {other(r) && (
                  <span class="muted small" lang={language() === "zh" ? "en" : "zh-CN"}>
                    {" "}
                    {other(r)}
                  </span>
                )}
              </th>
              <td data-label={say("发给", "Paid to")}>{payees(r)}</td>
              <td data-label={say("有效期", "Valid")}>{period(r)}</td>
              <td class="wide" data-label={say("申领", "Claims")}>{calendar(r)}</td>
              <td data-label={say("公示", "Notice")}>{r.notice_days ? say(`${r.notice_days} 天`, `${r.notice_days} days`) : "—"}</td>
              <td data-label={say("依据", "Source")}>{r.source}</td>
            </tr>
          ))}
        </Table>
      )}
    </>
  );
}

/* ---- one rule ---- */

function RuleText({ rule }: { rule: SubsidyRuleText }) {
  const rows: [string, preact.ComponentChildren][] = [
    [say("发给", "Paid to"), payees(rule)],
    [say("依据的记录", "Over records of"), rule.over],
    [say("条件", "Needs"), rule.needs.join(say("；", "; "))],
    [say("标准", "Amounts"), rule.amounts.map((a) => [a.says || a.label, a.amount].filter(Boolean).join(" ") || a.written).join(say("；", "; "))],
    [say("不与同享", "Not beside"), rule.excludes.join(say("、", ", "))],
    [say("材料", "Papers"), rule.papers.join(say("、", ", "))],
    [say("申领", "Claims"), calendar(rule)],
    [say("公示", "Notice"), rule.notice_days ? say(`${rule.notice_days} 天${rule.notice_times > 1 ? `，共 ${rule.notice_times} 次` : ""}`, `${rule.notice_days} days${rule.notice_times > 1 ? `, ${rule.notice_times} times` : ""}`) : ""],
    [say("有效期", "Valid"), period(rule)],
    [say("咨询", "Ask"), rule.contact],
    [say("出处", "Source"), rule.source],
  ];
  return (
    <details class="rule-text">
      <summary>{say("政策口径", "What the rule says")}</summary>
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
    </details>
  );
}

function yearsOf(programme: Programme, rule: SubsidyRuleText, now: number) {
  const least = Math.max(Number((rule.from || programme.from).slice(0, 4)), Number(programme.from.slice(0, 4)));
  const most = Math.min(Number((rule.to || programme.today).slice(0, 4)), Number(programme.today.slice(0, 4)));
  const years = new Set<number>([now]);
  for (let y = least; y <= most; y++) years.add(y);
  return [...years].sort((a, b) => b - a);
}

function ListForm({ programme, data, asked, go }: { programme: Programme; data: SubsidyList; asked: Asked; go: Go }) {
  const quarter = (e: { currentTarget: { value: string } }) => go({ quarter: e.currentTarget.value ? `${data.year}-Q${e.currentTarget.value}` : "", year: e.currentTarget.value ? "" : String(data.year), offset: "" });
  return (
    <form class="filter" onSubmit={(e) => e.preventDefault()}>
      <label>
        {say("年度", "Year")}{" "}
        <select value={data.year} onChange={(e) => go({ year: e.currentTarget.value, quarter: "", offset: "" })}>
          {yearsOf(programme, data.rule, data.year).map((y) => (
            <option key={y} value={y}>
              {y}
            </option>
          ))}
        </select>
      </label>
      {data.rule.claim === "quarterly" && (
        <label>
          {say("季度", "Quarter")}{" "}
          <select value={data.quarter || ""} onChange={quarter}>
            <option value="">{say("全年", "whole year")}</option>
            {[1, 2, 3, 4].map((n) => (
              <option key={n} value={n}>
                {say(`第 ${n} 季度`, `Q${n}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <County programme={programme} value={asked.in} set={(code) => go({ in: code, offset: "" })} />
    </form>
  );
}

function Filters({ data, asked }: { data: SubsidyList; asked: Asked }) {
  const shown = data.filters.filter((f) => f.count > 0 || f.name === data.filter || f.name === "all");
  return (
    <ul class="kinds">
      {shown.map((f) => (
        <li key={f.name}>
          <a href={link("subsidies", { ...asked, filter: f.name === "all" ? "" : f.name, offset: "" })} aria-current={f.name === data.filter ? "true" : undefined}>
            <span class="digits">{f.count}</span> {f.label}
            {Number(f.amount) > 0 && f.name === "unclaimed" && <span class="muted"> {say(`${grouped(f.amount)} 元`, `${grouped(f.amount)} yuan`)}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}

/* ---- who is due what ---- */

function Doubts({ x }: { x: Due }) {
  const said = [x.twice && say("重复申领", "claimed more than once"), x.two_places && say("两地申领", "in two counties"), x.claimed_more && say("超出应发", "more than the rule gives")].filter(Boolean) as string[];
  return (
    <>
      {said.map((s) => (
        <span key={s} class="tag doubt">
          {s}
        </span>
      ))}
      {x.lacks_papers && <p class="muted small">{say("缺材料：", "papers lacking: ") + x.lacks_papers}</p>}
    </>
  );
}

function Payments({ x }: { x: Due }) {
  if (x.payments.length < 2) return null;
  return (
    <p class="muted small">
      {x.payments.map((p) => `${p.on || say("日期未定", "no day yet")} ${grouped(p.amount)}${p.holds ? "" : say("（条件未到）", " (withheld)")}`).join(say("；", "; "))}
    </p>
  );
}

function DueRow({ x, type, status, year }: { x: Due; type: string; status: string; year: number }) {
  return (
    <tr>
      <td>
        <a class="nowrap" href={link("record", { type: x.payee_type, record: x.payee })}>
          {x.name}
        </a>
        <br />
        <span class="muted">{[x.county, x.village].filter(Boolean).join(" ") || "—"}</span>
      </td>
      <td class="wide">
        <span class={"tag due-" + x.status}>{status}</span>
        {x.lacks && <p>{x.lacks}</p>}
      </td>
      <td class="num" data-label={say("应发（元）", "Due (yuan)")}>{grouped(x.amount)}</td>
      <td class="wide">
        {x.amount !== "0.00" && x.why}
        <Payments x={x} />
      </td>
      <td>
        {x.application ? (
          <>
            <a href={link("record", { type: "claim.application", record: x.application_record })}>{x.application}</a> {x.state_label}
            {x.claimed && <p class="small nowrap">{say("申领 ", "claimed ") + grouped(x.claimed)}</p>}
            {x.paid && <p class="small nowrap">{say("已发 ", "paid ") + grouped(x.paid)}</p>}
          </>
        ) : (
          "—"
        )}
        <Doubts x={x} />
      </td>
      <td>
        {x.record ? (
          <a href={link("record", { type, record: x.record })}>
            <Place file={x.file} sheet={x.sheet} row={x.row} />
          </a>
        ) : (
          "—"
        )}
        {x.household && (
          <p>
            <a class="nowrap" href={link("card", { person: x.payee, year })}>
              {say("明白卡", "card")}
              <span class="sr"> {x.name}</span>
            </a>
          </p>
        )}
      </td>
    </tr>
  );
}

function Dues({ data, go }: { data: SubsidyList; go: Go }) {
  const { due } = data.list;
  const total = data.filters.find((f) => f.name === data.filter)?.count ?? 0;
  const status = (name: string) => data.filters.find((f) => f.name === name)?.label ?? name;
  if (!total) return <p class="box notice">{data.filter === "all" ? say(`这一期没有这项政策涉及的人或单位（${data.list.from} 至 ${data.list.to}）。换一个年度或县区看看。`, `Nobody comes under the rule in ${data.list.from} to ${data.list.to}. Try another year or county.`) : say("没有这样的。", "There are none.")}</p>;
  return (
    <>
      <Table
        label={say("应享名单", "Who is due what")}
        class="dues"
        columns={[data.rule.payee === "person" ? say("人员", "Person") : say("单位", "Organisation"), say("状态", "Status"), { label: say("应发（元）", "Due (yuan)"), class: "num" }, say("为什么", "Why"), say("申领", "Claim"), say("依据", "Record")]}
      >
        {due.map((x) => (
          <DueRow key={`${x.payee} ${x.record} ${x.application}`} x={x} type={data.list.record_type} status={status(x.status)} year={data.year} />
        ))}
      </Table>
      <Steps offset={data.offset} shown={due.length} total={total} page={PAGE} go={(offset) => go({ offset: String(offset) })} />
    </>
  );
}

function Objections({ list }: { list: Objection[] }) {
  return (
    <section aria-labelledby="objections">
      <h2 id="objections">
        {say("公示异议", "Objections")} <span class="muted">{list.length}</span>
      </h2>
      {!list.length && <p class="muted">{say("没有登记异议。异议登记表拖到首页即入账。", "None is recorded. Drop the list of objections on the first page to record some.")}</p>}
      {list.length > 0 && (
        <Table label={say("公示异议", "Objections")} columns={[say("提出日期", "Raised on"), say("所涉申领", "Application"), say("异议内容", "What is said"), say("处理结果", "Outcome"), say("答复", "Answer")]}>
          {list.map((x) => (
            <tr key={x.record}>
              <td class="nowrap">
                <a href={link("record", { type: "claim.objection", record: x.record })}>{x.raised_on}</a>
              </td>
              <td>
                <a href={link("record", { type: "claim.application", record: x.application_record })}>{x.application}</a>
              </td>
              <td class="wide">{x.content}</td>
              <td>{x.outcome || say("未答复", "not answered")}</td>
              <td class="wide">{[x.answered_on, x.answer].filter(Boolean).join(" ") || "—"}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

/* ---- what leaves ---- */

function Files({ data, asked }: { data: SubsidyList; asked: Asked }) {
  const [open, setOpen] = useState(false);
  const [why, setWhy] = useState("");
  const [from, setFrom] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const { rule, in: place, quarter } = asked;
  const take = (file: string, more: object = {}) => {
    setBusy(true);
    setFault(undefined);
    fetched("subsidy_file", { rule, in: place, year: quarter ? "" : String(data.year), quarter, file, ...more })
      .then(save, (e) => setFault(faultOf(e)))
      .then(() => setBusy(false));
  };
  return (
    <details class="leaving">
      <summary>{say("下载申领清单、公示、发放表", "Claim list, notice, payment file")}</summary>
      <div class="buttons">
        <button type="button" class="button" disabled={busy} onClick={() => take("list")}>
          {say("申领清单（脱敏）", "Claim list (masked)")}
        </button>
        <button type="button" class="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {say("发放表……", "Payment file…")}
        </button>
      </div>
      {data.rule.notice_days > 0 && (
        <div class="buttons">
          <label>
            {say("公示从", "Notice from")} <input type="date" value={from} onChange={(e) => setFrom(e.currentTarget.value)} />
          </label>
          <button type="button" class="button" disabled={busy} onClick={() => take("notice", { notice_from: from })}>
            {say("公示（表格）", "Notice (workbook)")}
          </button>
          <button type="button" class="button" disabled={busy} onClick={() => take("notice_text", { notice_from: from })}>
            {say("公示（文本）", "Notice (text)")}
          </button>
        </div>
      )}
      {open && (
        <form
          class="reason"
          onSubmit={(e) => {
            e.preventDefault();
            take("payment", { why });
          }}
        >
          <label>
            <span>{say("查看明文的事由", "Reason to see names in clear")}</span>
            <input type="text" value={why} onInput={(e) => setWhy(e.currentTarget.value)} />
          </label>
          <p class="muted small">{say("不写事由，姓名、证件号、账号只显示一部分；写了事由，发放表里是明文，事由和时间记入查看登记。", "Without a reason names, numbers and accounts are masked. With one they leave in clear, and reason and time are recorded.")}</p>
          <button type="submit" class="button primary" disabled={busy}>
            {why.trim() ? say("下载发放表（明文，留登记）", "Payment file in clear, recorded") : say("下载发放表（脱敏）", "Payment file, masked")}
          </button>
        </form>
      )}
      {fault && <FaultBox fault={fault} />}
    </details>
  );
}

function One({ programme, asked }: { programme: Programme; asked: Asked }) {
  const go: Go = (change) => (location.hash = link("subsidies", { ...asked, ...change }));
  const { data, fault, loading } = useAnswer<SubsidyList>("subsidy", { ...asked, most: PAGE });
  return (
    <>
      <p class="crumbs">
        <a href={link("subsidies")}>{say("全部政策", "All rules")}</a>
      </p>
      {fault && !data && <Title id="subsidies">{say("补贴", "Subsidies")}</Title>}
      {fault && <FaultBox fault={fault} />}
      {!data && !fault && <Loading />}
      {data && (
        <>
          <Title id={asked.rule} lead={say(`${data.list.from} 至 ${data.list.to}，按截至 ${data.at} 的情况判断。${data.claim_by ? `下一个申领截止日 ${data.claim_by}。` : ""}姓名已脱敏。`, `${data.list.from} to ${data.list.to}, judged as of ${data.at}.${data.claim_by ? ` To be claimed by ${data.claim_by}.` : ""} Names are masked.`)}>
            {data.rule.label}
          </Title>
          <div class={loading ? "old" : ""}>
            <ListForm programme={programme} data={data} asked={asked} go={go} />
            <RuleText rule={data.rule} />
            <Files data={data} asked={asked} />
            <Filters data={data} asked={asked} />
            <Dues data={data} go={go} />
            <Objections list={data.objections} />
          </div>
        </>
      )}
    </>
  );
}

export function SubsidiesPage({ programme, query }: { programme: Programme; query: URLSearchParams }) {
  const of = (name: string) => query.get(name) ?? "";
  const asked: Asked = { rule: of("rule"), year: of("year"), quarter: of("quarter"), in: of("in"), filter: of("filter"), offset: of("offset") };
  if (!asked.rule) return <Rules programme={programme} all={of("all") !== ""} />;
  return <One key={asked.rule} programme={programme} asked={asked} />;
}
