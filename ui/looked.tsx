// What a dry run found: each sheet, what it would change, and every doubt with its cell.
import { useState } from "preact/hooks";
import { type Change, type ColumnMatch, type Finding, type Findings, type Programme, type RecordType, type Report, type Session, type SheetReport, address } from "./api";
import { Conflicts } from "./conflicts";
import { FindingGroups } from "./findings";
import { say } from "./language";
import { grouped } from "./number";
import { FaultBox, Loading, Place, Table, useAnswer } from "./parts";
import { link } from "./route";

function Sum({ n, label, kind }: { n: number; label: string; kind: string }) {
  return (
    <div class={"sum " + kind + (n ? "" : " zero")}>
      <dt>{label}</dt>
      <dd>{grouped(String(n))}</dd>
    </div>
  );
}

function Sums({ report }: { report: Report }) {
  return (
    <dl class="sums">
      <Sum n={report.rows} label={say("读到的行", "rows read")} kind="rows" />
      <Sum n={report.new} label={say("新增", "new")} kind="new" />
      <Sum n={report.changed} label={say("变更", "changed")} kind="changed" />
      <Sum n={report.same} label={say("已有且相同", "already there")} kind="same" />
      <Sum n={report.refused} label={say("不能入账", "refused")} kind="refused" />
      <Sum n={report.findings} label={say("疑点", "findings")} kind="findings" />
    </dl>
  );
}

const howLabel = (how: string) =>
  ({
    label: say("同名", "by name"),
    synonym: say("同义", "by synonym"),
    remembered: say("上次记住的", "remembered"),
    given: say("您指定的", "given by you"),
    unknown: say("未识别", "not recognised"),
  })[how] ?? how;

function ColumnTable({ sheet, type, given, give }: { sheet: SheetReport; type?: RecordType; given: Map<string, string>; give: (heading: string, path: string) => void }) {
  return (
    <Table label={say("列对应", "Columns") + " " + sheet.file + " " + sheet.sheet} class="columns" columns={[say("列", "Column"), say("表头", "Heading"), say("对应到", "Means"), say("怎么认出的", "How")]}>
      {sheet.columns.map((c: ColumnMatch) => {
        const now = given.get(c.heading) ?? c.path;
        return (
          <tr key={c.column} class={now ? "" : "unused"}>
            <td>{c.column}</td>
            <th scope="row">
              {c.heading}
              {c.unit && <span class="muted"> （{c.unit}）</span>}
            </th>
            <td>
              <select aria-label={say(`“${c.heading}”对应到`, `"${c.heading}" means`)} value={now} onChange={(e) => give(c.heading, e.currentTarget.value)}>
                <option value="">{say("不用此列", "not used")}</option>
                {type?.columns.map((o) => (
                  <option key={o.path} value={o.path}>
                    {o.label}
                    {o.required ? " *" : ""}
                  </option>
                ))}
                {now && !type?.columns.some((o) => o.path === now) && <option value={now}>{now}</option>}
              </select>
            </td>
            <td class="muted">{given.has(c.heading) ? howLabel("given") : howLabel(c.how)}</td>
          </tr>
        );
      })}
    </Table>
  );
}

/** What every row needs and no column says: one value for all of them, where they share it. */
function Lacking({ sheet, type, given, give }: { sheet: SheetReport; type: RecordType; given: Map<string, string>; give: (heading: string, path: string) => void }) {
  const there = new Set([...sheet.columns.map((c) => given.get(c.heading) ?? c.path), ...sheet.constants.filter((c) => !c.from.includes(":=")).map((c) => c.path)]);
  const whole = [...there];
  const lacking = type.columns.filter((c) => c.required && !c.path.includes(".") && !there.has(c.path) && !whole.some((p) => p.startsWith(c.path + ".")));
  if (!lacking.length) return null;
  return (
    <fieldset class="lacking">
      <legend>{say("表中没有、但每行都要有的：全表相同的，在这里填一次", "Needed in every row and in no column: where all rows share it, say it once")}</legend>
      {lacking.map((c) => {
        const key = c.path + ":";
        const now = given.get(key) ?? sheet.constants.find((k) => k.path === c.path)?.value ?? "";
        return (
          <label key={c.path}>
            {c.label}{" "}
            {c.codes.length ? (
              <select value={now} onChange={(e) => give(key, e.currentTarget.value)}>
                <option value="">{say("（各行不同）", "(differs)")}</option>
                {c.codes.map((o) => (
                  <option key={o.code} value={o.code}>
                    {o.label}
                  </option>
                ))}
              </select>
            ) : (
              <input value={now} onChange={(e) => give(key, e.currentTarget.value.replace(/[;=]/g, ""))} />
            )}
          </label>
        );
      })}
    </fieldset>
  );
}

function SheetSums({ of }: { of: SheetReport[] }) {
  const sum = (pick: (s: SheetReport) => number) => of.reduce((n, s) => n + pick(s), 0);
  const fresh = sum((s) => s.new);
  const changed = sum((s) => s.changed);
  const refused = sum((s) => s.refused);
  const totals = sum((s) => s.totals);
  const notes = sum((s) => s.notes);
  return (
    <p class="sheet-sums">
      <span>{say(`${sum((s) => s.rows)} 行`, `${sum((s) => s.rows)} rows`)}</span>
      {fresh > 0 && <span class="new">{say(`新增 ${fresh}`, `${fresh} new`)}</span>}
      {changed > 0 && <span class="changed">{say(`变更 ${changed}`, `${changed} changed`)}</span>}
      <span>{say(`相同 ${sum((s) => s.same)}`, `${sum((s) => s.same)} the same`)}</span>
      {refused > 0 && <span class="refused">{say(`不能入账 ${refused}`, `${refused} refused`)}</span>}
      {totals > 0 && <span class="muted">{say(`合计行 ${totals}（不计）`, `${totals} total rows left out`)}</span>}
      {notes > 0 && <span class="muted">{say(`说明行 ${notes}（不计）`, `${notes} notes left out`)}</span>}
    </p>
  );
}

/** One file: what its sheets were read as; the sheets themselves fold away where they are many. */
function FileCard({ file, sheets, children }: { file: string; sheets: SheetReport[]; children: preact.ComponentChildren }) {
  const types = new Map<string, number>();
  for (const s of sheets) types.set(s.type_label, (types.get(s.type_label) ?? 0) + 1);
  const unknown = sheets.some((s) => !s.type);
  return (
    <li class={"file-card" + (unknown ? " unknown" : "")}>
      <div class="sheet-head">
        <h3 class="file">{file}</h3>
        <p class="type">
          {[...types].map(([label, n]) => (
            <span key={label}>
              {label ? (
                <>
                  {say("认作", "read as")} <strong>{label}</strong>
                </>
              ) : (
                <strong class="not">{say("没有认出", "not recognised")}</strong>
              )}
              {n > 1 && ` ×${n}`}
            </span>
          ))}
        </p>
      </div>
      <SheetSums of={sheets} />
      <details open={(unknown || sheets.some((s) => s.rows > 0 && s.refused === s.rows)) && sheets.length <= 5}>
        <summary>{sheets.length > 1 ? say(`${sheets.length} 张表与列对应`, `${sheets.length} sheets and their columns`) : say("列对应", "Columns")}</summary>
        <ul class="plain">{children}</ul>
      </details>
    </li>
  );
}

function Sheet({ sheet, alone, types, given, give }: { sheet: SheetReport; alone: boolean; types: RecordType[]; given: Map<string, string>; give: (heading: string, path: string) => void }) {
  const unused = sheet.columns.filter((c) => !(given.get(c.heading) ?? c.path)).length;
  const type = types.find((t) => t.name === sheet.type);
  return (
    <li class={"sheet-card" + (sheet.type ? "" : " unknown")}>
      <div class="sheet-head">
        <h4>{sheet.sheet || sheet.file}</h4>
        <p class="type">
          {sheet.type ? (
            <>
              {say("认作", "read as")} <strong>{sheet.type_label}</strong>
            </>
          ) : (
            <strong>{say("没有认出是什么表", "not recognised")}</strong>
          )}
        </p>
      </div>
      {sheet.type && <SheetSums of={[sheet]} />}
      {type && <Lacking sheet={sheet} type={type} given={given} give={give} />}
      {sheet.columns.length > 0 && (
        <details open={alone}>
          <summary>
            {say(`${sheet.columns.length - unused} 列已认出`, `${sheet.columns.length - unused} columns recognised`)}
            {unused > 0 && say(`，${unused} 列不用`, `, ${unused} not used`)}
          </summary>
          <ColumnTable sheet={sheet} type={type} given={given} give={give} />
        </details>
      )}
    </li>
  );
}

function Changes({ changes }: { changes: Change[] }) {
  if (!changes.length) return null;
  return (
    <details class="changes" open={changes.length <= 10}>
      <summary>{say(`将要变更的内容（前 ${changes.length} 处）`, `What would change (the first ${changes.length})`)}</summary>
      <Table label={say("变更", "Changes")} columns={[say("记录", "Record"), say("字段", "Field"), say("现有", "Before"), say("改为", "After"), say("出处", "Where")]}>
        {changes.map((c, i) => (
          <tr key={i}>
            <th scope="row">{c.record}</th>
            <td>{c.field}</td>
            <td>
              <del>{c.before || "—"}</del>
            </td>
            <td>
              <ins>{c.after || "—"}</ins>
            </td>
            <td>
              <Place file={c.file} sheet={c.sheet} row={c.row} />
            </td>
          </tr>
        ))}
      </Table>
    </details>
  );
}

function Found({ session }: { session: Session }) {
  const { data, fault } = useAnswer<Findings>("findings", { session: session.session, most: 2000 });
  if (fault) return <FaultBox fault={fault} />;
  if (!data) return <Loading />;
  if (!data.total) return <p class="box fine">{say("没有发现疑点。", "No findings.")}</p>;
  return <FindingGroups rows={data.rows as Finding[]} total={data.total} />;
}

function Verdict({ report, session, confirm, drop }: { report: Report; session: Session; confirm: () => void; drop: () => void }) {
  if (session.state === "stored")
    return (
      <div class="box fine" role="status">
        <strong>
          {report.batch
            ? say(`已入账：第 ${report.batch} 批，新增 ${report.new}，变更 ${report.changed}。`, `Stored as batch ${report.batch}: ${report.new} new, ${report.changed} changed.`)
            : say("没有新内容，台账未变。", "Nothing new; the ledger is as it was.")}
        </strong>
        <p>
          <a href={link("batches")}>{say("看入账批次", "See the batches")}</a> · <a href={link("figures")}>{say("看指标", "See the figures")}</a>
        </p>
      </div>
    );
  const fresh = report.new + report.changed;
  return (
    <div class="confirm">
      {fresh > 0 ? (
        <button type="button" class="button primary" onClick={confirm}>
          {say(`确认入账（新增 ${report.new}，变更 ${report.changed}）`, `Confirm: ${report.new} new, ${report.changed} changed`)}
        </button>
      ) : (
        <p class="box notice">{report.all_seen_before ? say("这些文件以前都入过账，内容没有变化。", "These files were all stored before; nothing changed.") : report.refused > 0 && report.same === 0 ? say("还没有一行能入账：请看下面的疑点。", "No row can be stored yet: see the findings below.") : say("没有可以入账的新内容。", "There is nothing new to store.")}</p>
      )}
      {report.refused > 0 && (
        <a class="button" href={address("refused", { session: session.session })} download>
          {say(`下载不能入账的 ${report.refused} 行（附原因，改好可再拖进来）`, `Download the ${report.refused} refused rows with reasons`)}
        </a>
      )}
      <button type="button" class="quiet" onClick={drop}>
        {say("放下，不入账", "Put aside")}
      </button>
    </div>
  );
}

export function Looked({ session, report, again, confirm, drop }: { session: Session; report: Report; programme: Programme; again: (mapping: string, as: string, take: string) => void; confirm: () => void; drop: () => void }) {
  // by sheet, then by heading: what one sheet's column means says nothing of another's
  const [given, setGiven] = useState(() => new Map<string, Map<string, string>>());
  const [as, setAs] = useState(session.as);
  const types = useAnswer<{ types: RecordType[] }>("types").data?.types ?? [];
  const nameOf = (s: SheetReport) => (s.sheet ? `${s.file}/${s.sheet}` : s.file).replace(/[;=]/g, "");
  const give = (s: SheetReport) => (heading: string, path: string) => setGiven(new Map(given).set(nameOf(s), new Map(given.get(nameOf(s))).set(heading, path)));
  const unknown = report.sheets.some((s) => !s.type);
  const mapping = [session.mapping, ...[...given].flatMap(([sheet, columns]) => [`@${sheet}`, ...[...columns].map(([heading, path]) => `${heading}=${path}`)])].filter(Boolean).join(";");
  const stored = session.state === "stored";
  const byFile = new Map<string, SheetReport[]>();
  for (const s of report.sheets) byFile.set(s.file, [...(byFile.get(s.file) ?? []), s]);
  const bad = (sheets: SheetReport[]) => (sheets.some((s) => !s.type) ? 2 : sheets.some((s) => s.refused) ? 1 : 0);
  const files = [...byFile].sort((a, b) => bad(b[1]) - bad(a[1]));
  return (
    <section class="looked" aria-labelledby="looked">
      <h2 id="looked">{stored ? say("入账结果", "Stored") : say("核看结果（尚未入账）", "Looked through, not stored")}</h2>
      <Sums report={report} />
      <Verdict report={report} session={session} confirm={confirm} drop={drop} />
      <ul class="plain sheets">
        {files.map(([file, sheets]) => (
          <FileCard key={file} file={file} sheets={sheets}>
            {sheets.map((s) => (
              <Sheet key={s.sheet + s.type} sheet={s} alone={sheets.length === 1} types={types} given={given.get(nameOf(s)) ?? new Map()} give={give(s)} />
            ))}
          </FileCard>
        ))}
      </ul>
      {!stored && (given.size > 0 || unknown) && (
        <p class="again">
          {unknown && (
            <label>
              {say("没认出的表当作", "Read unrecognised sheets as")}{" "}
              <select value={as} onChange={(e) => setAs(e.currentTarget.value)}>
                <option value="">{say("（自动识别）", "(recognise)")}</option>
                {types.map((t) => (
                  <option key={t.name} value={t.name}>
                    {t.label}
                  </option>
                ))}
              </select>
            </label>
          )}{" "}
          <button type="button" class="button" onClick={() => again(mapping, as, session.take)}>
            {say("按这样再看一遍", "Look again this way")}
          </button>
        </p>
      )}
      <Conflicts conflicts={report.conflicts} count={report.conflict_count} stored={stored} again={(take) => again(mapping, as, take)} />
      <Changes changes={report.changes} />
      <h2>{say("疑点", "Findings")}</h2>
      <Found session={session} />
    </section>
  );
}
