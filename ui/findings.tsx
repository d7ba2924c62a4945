// Findings (疑点): grouped as a clerk works through them, file by file and kind by kind.
import { useState } from "preact/hooks";
import type { Finding, Findings, Programme } from "./api";
import { say } from "./language";
import { FaultBox, Loading, Place, Table, Title, instant, useAnswer } from "./parts";
import { link } from "./route";

const FIRST = 20;

export const levelLabel = (level: string) =>
  ({
    refuse: say("不能入账", "refused"),
    warn: say("请留意", "warning"),
    ask: say("请核实", "to be checked"),
    note: say("说明", "note"),
  })[level] ?? level;

const sign: { [level: string]: string } = { refuse: "×", warn: "!", ask: "?", note: "·" };
const order = ["refuse", "warn", "ask", "note"];

interface Group {
  level: string;
  kind: string;
  rows: Finding[];
}

/** A title for many findings of one kind; a check's own sentence needs none. */
function title(group: Group) {
  const known: { [kind: string]: string } = {
    damaged_idno: say("证件号被电子表格截断", "identity number cut by the spreadsheet"),
    unknown_code: say("选项之外的填法", "not one of the choices"),
    unknown_region: say("没有这个地区", "no such region"),
    not_a_day: say("不是日期", "not a day"),
    not_a_month: say("不是年月", "not a month"),
    not_a_number: say("不是数字", "not a number"),
    approximate: say("不是确数", "not an exact figure"),
    required: say("必填项未填", "a required cell is empty"),
    idno_check_digit: say("证件号校验位不对", "identity number with a wrong check digit"),
    idno_15: say("15 位旧证件号", "an old number of 15 digits"),
    absent_reference: say("所指的记录尚未登记", "what it refers to is not recorded"),
    duplicate_key: say("表内重复", "twice in the table"),
    hidden_rows: say("有隐藏行，已照常读取", "hidden rows, read like the others"),
    region_mismatch: say("与旁边的地区不符", "does not lie in the region beside it"),
    merged_quantity: say("合并单元格里的数量", "a quantity in merged cells"),
    not_recognised: say("没有认出是什么表", "not recognised"),
    unknown_column: say("没有认出的列", "columns not recognised"),
    no_table: say("没有表格", "no table"),
  };
  const heading = group.rows.every((r) => r.heading === group.rows[0].heading) ? group.rows[0].heading : "";
  const same = group.rows.every((r) => r.says === group.rows[0].says);
  return [heading, same ? group.rows[0].says : (known[group.kind] ?? group.rows[0].says)].filter(Boolean).join(" · ");
}

function whereabouts(group: Group) {
  const files = new Set(group.rows.map((r) => r.file));
  return files.size === 1 ? group.rows[0].file : say(`${files.size} 个文件`, `${files.size} files`);
}

function grouped(rows: Finding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const r of rows) {
    const key = [r.level, r.kind].join("\0");
    const group = groups.get(key) ?? { level: r.level, kind: r.kind, rows: [] };
    group.rows.push(r);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level) || b.rows.length - a.rows.length);
}

function GroupTable({ group, label }: { group: Group; label: string }) {
  const [all, setAll] = useState(false);
  const shown = all ? group.rows : group.rows.slice(0, FIRST);
  return (
    <>
      <Table label={label} class="finding-table" columns={[say("位置", "Where"), say("现填", "Found"), say("应为", "Wanted"), say("说明", "Says")]}>
        {shown.map((r, i) => (
          <tr key={i}>
            <th scope="row">
              <Place file={r.file} sheet={r.sheet} row={r.row} column={r.column} />
              {r.heading && <span class="heading">{r.heading}</span>}
            </th>
            <td class="found-cell">{r.found || <span class="muted">{say("（空）", "(empty)")}</span>}</td>
            <td>{r.wanted || "—"}</td>
            <td>{r.says}</td>
          </tr>
        ))}
      </Table>
      {!all && group.rows.length > FIRST && (
        <button type="button" class="quiet" onClick={() => setAll(true)}>
          {say(`显示全部 ${group.rows.length} 处`, `Show all ${group.rows.length}`)}
        </button>
      )}
    </>
  );
}

export function FindingGroups({ rows, total }: { rows: Finding[]; total: number }) {
  const groups = grouped(rows);
  return (
    <div class="groups">
      {groups.map((g, i) => (
        <details key={i} open={i < 3 && g.rows.length <= FIRST} class={"group " + g.level}>
          <summary>
            <span class="tag level" data-level={g.level}>
              <span aria-hidden="true">{sign[g.level]}</span> {levelLabel(g.level)}
            </span>
            <span class="group-title">
              {title(g)}
            </span>
            <span class="group-where">
              {whereabouts(g)}
            </span>
            <span class="count">{say(`${g.rows.length} 处`, `${g.rows.length}`)}</span>
          </summary>
          <GroupTable group={g} label={say(`第 ${i + 1} 组疑点`, `Group ${i + 1} of findings`)} />
        </details>
      ))}
      {rows.length < total && <p class="muted">{say(`另有 ${total - rows.length} 处未列出。`, `${total - rows.length} more are not listed.`)}</p>}
    </div>
  );
}

export function FindingsPage({ programme, query }: { programme: Programme; query: URLSearchParams }) {
  const asked = query.get("batch") ?? "";
  const { data, fault } = useAnswer<Findings>("findings", { batch: asked });
  const batch = programme.batches.find((b) => String(b.number) === asked) ?? programme.batches[0];
  return (
    <>
      <Title id={"findings" + asked} lead={batch && say(`第 ${batch.number} 批 · ${batch.note} · ${instant(batch.at)}`, `Batch ${batch.number} · ${batch.note} · ${instant(batch.at)}`)}>
        {say("入账时的疑点", "Findings of an import")}
      </Title>
      {fault && <FaultBox fault={fault} />}
      {!data && !fault && <Loading />}
      {data && data.total === 0 && (
        <p class="box notice">
          {data.kept === false ? say("这一批没有留存疑点。把原表再拖进首页，可以重新核看，不会重复入账。", "No findings of this batch were kept. Drop its tables on the home page to look through them again; nothing is stored twice.") : say("这一批没有疑点。", "This batch had no findings.")}{" "}
          <a href={link("home")}>{say("去首页", "To the home page")}</a>
        </p>
      )}
      {data && data.total > 0 && <FindingGroups rows={data.rows} total={data.total} />}
    </>
  );
}
