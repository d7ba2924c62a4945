// Which records moved a figure: by whom, from which file; each opens to its versions.
import type { Difference } from "./answers";
import { say } from "./language";
import { Place, Table, instant } from "./parts";
import { link } from "./route";

const kinds = () => ({ added: say("现在计入", "now counted"), removed: say("不再计入", "no more counted"), changed: say("计法变了", "counted otherwise") });

function What({ x }: { x: Difference }) {
  const itself = x.cause === x.type && x.cause_record === x.record;
  if (!x.cause) return <span class="muted">{say("没有记录改动：所问的日期不同", "no record changed: another day was asked for")}</span>;
  return (
    <>
      {!itself && (
        <p>
          {x.cause_type_label} <a href={link("record", { type: x.cause, record: x.cause_record })}>{x.cause_label || x.cause_record}</a>
        </p>
      )}
      {x.void && <p>{say(`作废：${x.void}`, `void: ${x.void}`)}</p>}
      {!x.void && x.is_new && <p>{say("新记录", "a new record")}</p>}
      {x.fields.map((f) => (
        <p key={f.name}>
          {f.name} <del>{f.before || "—"}</del> → <ins>{f.after || "—"}</ins>
        </p>
      ))}
    </>
  );
}

function Row({ x }: { x: Difference }) {
  return (
    <tr>
      <td class="nowrap">{kinds()[x.kind]}</td>
      <td>
        {x.type_label}
        <br />
        <a href={link("record", { type: x.type, record: x.record })}>{x.label || x.record}</a>
      </td>
      <td class="wide what">
        <What x={x} />
      </td>
      <td>{x.cause ? <Place file={x.file} sheet={x.sheet} row={x.row} /> : "—"}</td>
      <td>
        {x.cause ? (
          <>
            {say(`第 ${x.batch} 批`, `batch ${x.batch}`)} · {x.author}
            <br />
            <span class="muted nowrap">{instant(x.at)}</span>
            {x.note && <p class="muted">{x.note}</p>}
          </>
        ) : (
          "—"
        )}
      </td>
    </tr>
  );
}

/** The records; `total` may be more than stand here. */
export function Differences({ why, total, label }: { why: Difference[]; total: number; label: string }) {
  if (!why.length) return null;
  return (
    <>
      <Table label={say("改变了它的记录：", "Records that changed it: ") + label} class="differences" columns={[say("变化", "Change"), say("记录", "Record"), say("改了什么", "What was changed"), say("出处", "Where"), say("谁、何时", "By whom, when")]}>
        {why.map((x) => (
          <Row key={`${x.type} ${x.record} ${x.kind}`} x={x} />
        ))}
      </Table>
      {total > why.length && <p class="muted small">{say(`另有 ${total - why.length} 条记录`, `and ${total - why.length} more records`)}</p>}
    </>
  );
}
