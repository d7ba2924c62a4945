// The first page: what to do (drop what there is), then what is known.
import { type Panel, type PanelLine, type Programme, type RecordType, type System, address } from "./api";
import { Drop } from "./drop";
import { say } from "./language";
import { Basis, FaultBox, Loading, Title, Value, bySystem, useAnswer } from "./parts";
import { link } from "./route";

function Headline({ line }: { line: PanelLine }) {
  if (!line.indicator || !line.figure?.known) return null;
  return (
    <li class={line.figure.value.length > 10 ? "wide" : ""}>
      <a class="card" href={link("figure", { key: line.key, scope: line.scope })}>
        <span class="card-title">{line.title}</span>
        <Value figure={line.figure} unit={line.indicator.unit} />
        {(line.figure.plan || line.figure.basis === "entered") && (
          <span class="card-foot">
            <Basis figure={line.figure} />
          </span>
        )}
      </a>
    </li>
  );
}

/** For what is not in a table yet: an empty one, with the right headings. */
function Templates({ systems }: { systems: System[] }) {
  const { data } = useAnswer<{ types: RecordType[] }>("types");
  const types = (data?.types ?? []).filter((t) => t.columns.length > 0);
  if (!types.length) return null;
  return (
    <details class="templates">
      <summary>{say("还没有表格？下载空表", "No tables yet? Download empty ones")}</summary>
      {bySystem(systems, types, (t) => t.name).map((g) => (
        <section key={g.name}>
          <h2>{g.label}</h2>
          <ul class="plain">
            {g.items.map((t) => (
              <li key={t.name}>
                <a href={address("template", { type: t.name })} download>
                  {t.label}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
}

function Headlines() {
  const { data, fault } = useAnswer<Panel>("headlines");
  if (fault) return <FaultBox fault={fault} />;
  if (!data) return <Loading />;
  const known = data.lines.filter((l) => l.figure?.known);
  if (!known.length)
    return <p class="muted">{say("台账里还没有记录。把表格拖到上面，看过之后再确认入账。", "Nothing is recorded yet. Drop tables above, look at them, then confirm.")}</p>;
  return (
    <>
      <p class="where">{known[0].scope_text}</p>
      <ul class="cards">
        {known.map((l) => (
          <Headline line={l} key={l.key} />
        ))}
      </ul>
    </>
  );
}

/** What is done here every month. */
function Tasks() {
  const tasks = [
    ["reports", say("出一张报表", "Make a report")],
    ["receipts", say("查交出去的数还对不对", "See whether handed-in figures still stand")],
    ["subsidies", say("看谁该领没领补贴", "See who never claimed a subsidy")],
    ["work", say("看这个月要关照谁", "See who needs care this month")],
  ] as const;
  return (
    <nav class="tasks" aria-label={say("常办的事", "Common tasks")}>
      {tasks.map(([page, text]) => (
        <a key={page} href={link(page)}>
          {text}
        </a>
      ))}
    </nav>
  );
}

export function HomePage({ programme, query, reload }: { programme: Programme; query: URLSearchParams; reload: () => void }) {
  return (
    <>
      <Title id="home" lead={say("表里有什么错、上一份总结里哪些数对得上，一分钟看清。确认之前什么都不入账。", "In a minute: what is wrong in the tables, and which figures of the last report hold. Nothing is stored until you confirm.")}>
        {say("把现有表格和上一份总结拖进来", "Drop the spreadsheets and the last report you have")}
      </Title>
      <Drop programme={programme} session={query.get("session") ?? ""} reload={reload} />
      {!query.get("session") && <Templates systems={programme.systems} />}
      {!query.get("session") && <Tasks />}
      {programme.demonstration && !query.get("session") && (
        <p class="try">
          {say("这是演示：", "This is a demonstration: ")}
          <a href={link("proof", { bulletin: 1 })}>{say("看演示简报的核数结果", "see its bulletin, checked figure by figure")}</a>
          {say("，或把 workbooks 文件夹里的表格拖进来试试。", ", or drop in its workbooks.")}
        </p>
      )}
      <section class="known" aria-labelledby="known">
        <h2 id="known">{say("台账里现在的数", "What the ledger says now")}</h2>
        <Headlines />
      </section>
    </>
  );
}
