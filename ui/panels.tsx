// 人 and 钱: the two ways everything goes, step by step and county by county.
import type { Figure, Panel, PanelLine, Programme } from "./api";
import { say } from "./language";
import { drawn } from "./number";
import { FaultBox, Loading, Scroll, Title, Value, useAnswer } from "./parts";
import { link, scopeParts, scopeText } from "./route";

const open = (line: PanelLine, change: { in?: string; party?: string } = {}) =>
  link("figure", { key: line.key, scope: scopeText({ ...scopeParts(line.scope ?? ""), ...change }) });

function Step({ line, first, index }: { line: PanelLine; first?: PanelLine; index: number }) {
  const there = line.indicator && line.figure?.known;
  const most = drawn(first?.figure?.value ?? "") || 0;
  const share = there && most ? Math.min(1, (drawn(line.figure!.value) ?? 0) / most) : 0;
  return (
    <li class={"step" + (there ? "" : " none")}>
      <span class="step-number" aria-hidden="true">
        {index + 1}
      </span>
      <h2>{line.title}</h2>
      {there && line.indicator ? (
        <a href={open(line)}>
          <Value figure={line.figure} unit={line.indicator.unit} />
        </a>
      ) : (
        <p class="muted">{say("尚无记录", "not recorded yet")}</p>
      )}
      <div class="level-bar" aria-hidden="true">
        <div style={{ width: `${share * 100}%` }} />
      </div>
    </li>
  );
}

/** Who holds what was not spent, and since when the oldest of it lies there. */
function Idle({ lines }: { lines: PanelLine[] }) {
  const held = lines[0];
  const some = (f: Figure) => f.known && /[1-9]/.test(f.value);
  const oldest = (held?.by?.fund ?? []).filter(some).sort((a, b) => (a.labels[0] < b.labels[0] ? -1 : 1))[0];
  if (!held?.indicator || !oldest) return null;
  return (
    <p class="oldest">
      {say("最早的一笔没付完的资金：", "The oldest money not yet spent: ")}
      <strong>{oldest.labels[0]}</strong> · <Value figure={oldest} unit={held.indicator.unit} />
    </p>
  );
}

/** Rows are groups (counties, years, givers), columns are steps; every cell opens its figure. */
function Table({ lines, by, title, first, change }: { lines: PanelLine[]; by: string; title: string; first: string; change?: (key: string) => { in?: string; party?: string } }) {
  const known = lines.filter((l) => l.indicator && l.by?.[by]?.length);
  const groups = new Map<string, string>();
  for (const l of known) for (const f of l.by![by]) groups.set(f.keys[0], f.labels[0] || f.keys[0] || say("未注明", "not stated"));
  const keys = [...groups.keys()].sort();
  if (!keys.length) return null;
  const cell = (l: PanelLine, key: string): Figure | undefined => l.by?.[by]?.find((f) => f.keys[0] === key);
  const unit = known[0].indicator!.unit;
  return (
    <section class="panel-table">
      <h2>
        {title} <span class="muted small">{say("单位：", "in ")}{unit.label}</span>
      </h2>
      <Scroll label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{first}</th>
              {known.map((l) => (
                <th scope="col" class="num" key={l.key}>
                  {l.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key}>
                <th scope="row">{groups.get(key)}</th>
                {known.map((l) => {
                  const f = cell(l, key);
                  const shown = f ? <Value figure={f} unit={unit} plain /> : <span class="muted">—</span>;
                  return (
                    <td class="num" key={l.key}>
                      {f && change && key ? <a href={open(l, change(key))}>{shown}</a> : shown}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{unit.name === "person" ? say("合计（去重）", "Total, each once") : say("合计", "Total")}</th>
              {known.map((l) => (
                <td class="num" key={l.key}>
                  <Value figure={l.figure} unit={unit} plain />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </Scroll>
    </section>
  );
}

export function PeoplePage(_: { programme: Programme; query: URLSearchParams }) {
  const { data, fault } = useAnswer<Panel>("people");
  if (fault) return <FaultBox fault={fault} />;
  if (!data) return <Loading />;
  const lines = data.lines;
  return (
    <>
      <Title id="people" lead={lines.find((l) => l.scope_text)?.scope_text}>
        {say("人：从有意愿到稳下来", "People: from a wish to a steady job")}
      </Title>
      <ol class="steps">
        {lines.map((l, i) => (
          <Step key={l.key} line={l} index={i} first={lines.reduce((a, b) => ((drawn(b.figure?.value ?? "") ?? 0) > (drawn(a.figure?.value ?? "") ?? 0) ? b : a))} />
        ))}
      </ol>
      <Table lines={lines} by="county" title={say("分县区", "By county")} first={say("县区", "County")} change={(key) => ({ in: key })} />
      <p class="muted small">{say("各步各数各的人，不是同一批人的先后：后一步可以大于前一步。人在几个县都有记录时各县各计一次，合计去重。", "Each step counts its own persons, not one group's way through: a later step may be larger. Someone with records in several counties counts in each, and once in the total.")}</p>
    </>
  );
}

export function MoneyPage(_: { programme: Programme; query: URLSearchParams }) {
  const { data, fault } = useAnswer<Panel>("money");
  if (fault) return <FaultBox fault={fault} />;
  if (!data) return <Loading />;
  const stage = data.lines.filter((l) => !["idle", "beside"].includes(l.step));
  const idle = data.lines.filter((l) => l.step === "idle");
  const beside = data.lines.filter((l) => l.step === "beside");
  return (
    <>
      <Title id="money" lead={stage.find((l) => l.scope_text)?.scope_text}>
        {say("钱：计划、下达、拨付、到位、支出", "Money: planned, allotted, paid, received, spent")}
      </Title>
      <ol class="steps money">
        {stage.map((l, i) => (
          <Step key={l.key} line={l} index={i} first={stage[0]} />
        ))}
      </ol>
      <section class="idle" aria-labelledby="idle">
        <h2 id="idle">{say("停在账上的钱", "Money that lies still")}</h2>
        <ul class="cards">
          {idle.map((l) => (
            <li key={l.key}>
              <a class={"card" + (l.key.includes("idle") && l.figure?.known && !/^0*(\.0*)?$/.test(l.figure.value) ? " doubt" : "")} href={open(l)}>
                <span class="card-title">{l.title}</span>
                {l.indicator ? <Value figure={l.figure} unit={l.indicator.unit} /> : <span class="muted">{say("尚无记录", "not recorded yet")}</span>}
                {l.indicator?.definition && <span class="card-foot muted">{l.indicator.definition}</span>}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <Idle lines={idle} />
      <Table lines={idle} by="to_holder" title={say("停在谁的账上", "Who holds it")} first={say("单位", "Holder")} />
      <Table lines={stage} by="party" title={say("按出资方", "By giver")} first={say("出资方", "Giver")} change={(key) => ({ party: key })} />
      <Table lines={stage} by="county" title={say("分县区", "By county")} first={say("县区", "County")} change={(key) => ({ in: key })} />
      <Table lines={stage} by="year" title={say("分年度", "By year")} first={say("年度", "Year")} />
      <Table lines={stage} by="fund.kind" title={say("按资金类别", "By kind of fund")} first={say("类别", "Kind")} />
      {beside.some((l) => l.figure?.known) && (
        <section>
          <h2>{say("不与上面相加的钱", "Money not added to the above")}</h2>
          <ul class="cards">
            {beside.map((l) => (
              <li key={l.key}>
                <a class="card" href={open(l)}>
                  <span class="card-title">{l.title}</span>
                  {l.indicator && <Value figure={l.figure} unit={l.indicator.unit} />}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
