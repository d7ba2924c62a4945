// Work (务工): what needs care this month, and who fits an opening. Names stay masked here.
import { type Care, type CareItem, type Fitting, type MatchList, type Openings, type Programme, address } from "./api";
import { say } from "./language";
import { County, FaultBox, Loading, Parts, Steps, Table, Title, useAnswer } from "./parts";
import { link } from "./route";

const PAGE = 30;
type Asked = { in: string; month: string; rule: string; offset: string; show: string; opening: string };
type Go = (change: Partial<Asked>) => void;

/* ---- what needs care ---- */

function CareRow({ item }: { item: CareItem }) {
  return (
    <tr>
      <td>
        <strong class="nowrap">{item.label}</strong>
        <br />
        <span class="muted nowrap">{item.day || "—"}</span>
      </td>
      <td>
        {item.person ? (
          <a class="nowrap" href={link("record", { type: "person", record: item.person })}>
            {item.name}
          </a>
        ) : (
          "—"
        )}
        <br />
        <span class="muted nowrap">{item.number}</span>
      </td>
      <td>{[item.county, item.village].filter(Boolean).join(" ") || "—"}</td>
      <td class="wide">
        <a href={link("record", { type: item.type, record: item.record })}>{item.why}</a>
      </td>
      <td class="wide">{item.do}</td>
      <td>{item.told || "—"}</td>
    </tr>
  );
}

function Kinds({ care, asked }: { care: Care; asked: Asked }) {
  return (
    <ul class="kinds">
      {care.kinds.map((k) => (
        <li key={k.name}>
          <a href={link("work", { ...asked, rule: asked.rule === k.name ? "" : k.name, offset: "" })} aria-current={asked.rule === k.name ? "true" : undefined}>
            <span class="digits">{k.count}</span> {k.label}
          </a>
        </li>
      ))}
    </ul>
  );
}

function CareTable({ care, go }: { care: Care; go: Go }) {
  if (care.total === 0) return <p class="box fine">{say("这个月没有需要关照的。", "Nothing needs care in this month.")}</p>;
  return (
    <>
      <Table label={say("本月关照", "What needs care")} class="care" columns={[say("事项", "Matter"), say("人员", "Person"), say("村", "Village"), say("情况", "What happened"), say("要办的事", "What to do"), say("联络员", "Liaison")]}>
        {care.items.map((x) => (
          <CareRow key={x.code} item={x} />
        ))}
      </Table>
      <Steps offset={care.offset} shown={care.items.length} total={care.total} page={PAGE} go={(offset) => go({ offset: String(offset) })} />
    </>
  );
}

function CarePart({ programme, asked, go }: { programme: Programme; asked: Asked; go: Go }) {
  const { in: place, month, rule, offset } = asked;
  const { data, fault, loading } = useAnswer<Care>("care", { in: place, month, rule, offset, most: PAGE });
  return (
    <>
      <form class="filter" onSubmit={(e) => e.preventDefault()}>
        <label>
          {say("月份", "Month")}{" "}
          <input type="month" value={month || data?.month || ""} onChange={(e) => e.currentTarget.value && go({ month: e.currentTarget.value, offset: "" })} />
        </label>
        <County programme={programme} value={asked.in} set={(code) => go({ in: code, offset: "", opening: "" })} />
        {rule && (
          <button type="button" class="quiet" onClick={() => go({ rule: "", offset: "" })}>
            {say("全部事项", "All matters")}
          </button>
        )}
        <a class="download" href={address("care_workbook", { in: place, month, rule })} download>
          {say("下载关照清单", "Download the workbook")}
        </a>
      </form>
      {fault && <FaultBox fault={fault} />}
      {loading && !data && <Loading />}
      {data && (
        <div class={loading ? "old" : ""}>
          <p role="status">{say(`截至 ${data.at}，需要关照 ${data.total} 件。`, `As of ${data.at}, ${data.total} to be cared for.`)}</p>
          {!rule && <Kinds care={data} asked={asked} />}
          <CareTable care={data} go={go} />
        </div>
      )}
    </>
  );
}

/* ---- who fits an opening ---- */

const kinds = () => ({ for: say("有利", "for"), against: say("不利", "against"), ask: say("须核实", "to be asked") });

function Person({ x, place }: { x: Fitting; place: number }) {
  return (
    <li class="fitting">
      <h2>
        {place}. <a href={link("record", { type: x.type, record: x.person })}>{x.name}</a> <span class="muted small">{x.number}</span>{" "}
        <span class="small">{[x.county, x.village].filter(Boolean).join(" ")}</span>
      </h2>
      {(["for", "against", "ask"] as const).map((kind) => {
        const said = x.reasons.filter((r) => r.kind === kind);
        return (
          said.length > 0 && (
            <p key={kind} class={"reasons " + kind}>
              <strong>{kinds()[kind]}</strong>{" "}
              {said.map((r) => (
                <span class="reason" key={r.says}>
                  {r.says}
                </span>
              ))}
            </p>
          )
        );
      })}
      {x.shows.map((s) => (
        <p key={s} class="muted small shows">
          {s}
        </p>
      ))}
    </li>
  );
}

function Fits({ asked }: { asked: Asked }) {
  const { data, fault, loading } = useAnswer<MatchList>(asked.opening ? "match" : null, { opening: asked.opening, in: asked.in });
  if (!asked.opening) return null;
  return (
    <section aria-label={say("适合的人", "Who fits")}>
      {fault && <FaultBox fault={fault} />}
      {loading && !data && <Loading />}
      {data && (
        <div class={loading ? "old" : ""}>
          <dl class="opening">
            {data.names.map((n, i) => (
              <div key={n}>
                <dt>{n}</dt>
                <dd>{data.values[i]}</dd>
              </div>
            ))}
          </dl>
          <p role="status">
            {say(
              `截至 ${data.at}，看了 ${data.looked_at} 人，${data.fit} 人没有不符合的条件；按有利理由多少列出前 ${data.people.length} 人。派谁去由人决定。`,
              `As of ${data.at}, ${data.fit} of ${data.looked_at} meet every need; the first ${data.people.length} by good reasons. People decide who goes.`,
            )}
          </p>
          <ol class="fittings">
            {data.people.map((x, i) => (
              <Person key={x.person} x={x} place={i + 1} />
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}

function OpeningsPart({ programme, asked, go }: { programme: Programme; asked: Asked; go: Go }) {
  const { data, fault, loading } = useAnswer<Openings>("openings", { in: asked.in });
  return (
    <>
      <form class="filter" onSubmit={(e) => e.preventDefault()}>
        <County programme={programme} value={asked.in} set={(code) => go({ in: code, offset: "", opening: "" })} />
        {data && (
          <label>
            {data.label}{" "}
            <select value={asked.opening} onChange={(e) => go({ opening: e.currentTarget.value })}>
              <option value="">{say(`在招 ${data.total} 条，请选一条`, `${data.total} are open: choose one`)}</option>
              {data.openings.map((o) => (
                <option key={o.key} value={o.key}>
                  {[o.key, ...o.values.slice(0, 2)].join(" · ")}
                </option>
              ))}
            </select>
          </label>
        )}
      </form>
      {fault && <FaultBox fault={fault} />}
      {loading && !data && <Loading />}
      {data && data.total === 0 && <p class="box notice">{say("没有在招的岗位。", "No opening is valid at this day.")}</p>}
      <Fits asked={asked} />
    </>
  );
}

export function WorkPage({ programme, query }: { programme: Programme; query: URLSearchParams }) {
  const of = (name: string) => query.get(name) ?? "";
  const asked: Asked = { in: of("in"), month: of("month"), rule: of("rule"), offset: of("offset"), show: of("show"), opening: of("opening") };
  const go: Go = (change) => (location.hash = link("work", { ...asked, ...change }));
  const parts = [
    ["", say("本月关照", "Care this month")],
    ["openings", say("岗位适合谁", "Who fits an opening")],
  ] as const;
  return (
    <>
      <Title id="work" lead={say("谁离了岗、谁多日没有消息、谁该领补贴；哪个岗位适合谁，为什么。姓名已脱敏。", "Who left, who is silent, who is owed a subsidy; who fits an opening, and why. Names are masked.")}>
        {say("务工", "Work")}
      </Title>
      <Parts label={say("务工", "Work")} here={asked.show} parts={parts.map(([key, text]) => [key, text, link("work", { in: asked.in, show: key })])} />
      {asked.show === "openings" ? <OpeningsPart programme={programme} asked={asked} go={go} /> : <CarePart programme={programme} asked={asked} go={go} />}
    </>
  );
}
