// Fields of a returned form that the ledger changed meanwhile: which of the two is right, a person says.
import { useState } from "preact/hooks";
import { type Conflict } from "./api";
import { say } from "./language";
import { Place, Table } from "./parts";

type Side = "form" | "ledger";

function Choice({ conflict, now, take }: { conflict: Conflict; now: string; take: (side: Side) => void }) {
  const label = `${conflict.who} ${conflict.field}`;
  const side = (of: Side, value: string, text: string) => (
    <label class="choice">
      <input type="radio" name={conflict.id} aria-label={`${label}: ${text}`} checked={now === of} onChange={() => take(of)} /> {value || "—"}
    </label>
  );
  return (
    <>
      <td>
        {side("ledger", conflict.in_ledger, say("保留台账", "keep the ledger's"))}
        {conflict.since && <span class="muted"> {conflict.since}</span>}
      </td>
      <td>{side("form", conflict.said, say("采用表单", "take the form's"))}</td>
    </>
  );
}

export function Conflicts({ conflicts, count, stored, again }: { conflicts: Conflict[]; count: number; stored: boolean; again: (take: string) => void }) {
  const [taken, setTaken] = useState(() => new Map<string, string>(conflicts.map((c) => [c.id, c.taken])));
  if (!conflicts.length) return null;
  const open = conflicts.filter((c) => !taken.get(c.id)).length;
  const changed = conflicts.some((c) => (taken.get(c.id) ?? "") !== c.taken);
  const take = (id: string, side: string) => setTaken(new Map(taken).set(id, side));
  const all = (side: Side) => setTaken(new Map(conflicts.map((c) => [c.id, side])));
  const text = [...taken].filter(([, side]) => side).map(([id, side]) => `${id}=${side}`);
  return (
    <section class="conflicts" aria-labelledby="conflicts">
      <h2 id="conflicts">{say(`冲突 ${count} 处：发出后台账和收回的表都改了`, `${count} conflicts: both the ledger and the form changed since it went out`)}</h2>
      <Table label={say("冲突", "Conflicts")} columns={[say("人员", "Who"), say("字段", "Field"), say("发出时", "As it went out"), say("台账现在", "The ledger now"), say("收回的表", "The form"), say("出处", "Where")]}>
        {conflicts.map((c) => (
          <tr key={c.id}>
            <th scope="row">{c.who || c.id}</th>
            <td>
              {c.type} · {c.field}
            </td>
            <td>{c.prefilled || "—"}</td>
            <Choice conflict={c} now={taken.get(c.id) ?? ""} take={(side) => take(c.id, side)} />
            <td>
              <Place file={c.file} sheet={c.sheet} row={c.row} />
            </td>
          </tr>
        ))}
      </Table>
      {!stored && (
        <p class="again">
          <button type="button" class="quiet" onClick={() => all("ledger")}>
            {say("全部保留台账", "Keep the ledger's everywhere")}
          </button>{" "}
          <button type="button" class="quiet" onClick={() => all("form")}>
            {say("全部采用表单", "Take the form's everywhere")}
          </button>{" "}
          <button type="button" class="button" disabled={!changed} onClick={() => again(text.join(";"))}>
            {say("按所选再看一遍", "Look again with these")}
          </button>{" "}
          {open > 0 && <span class="muted">{say(`还有 ${open} 处未选，入账时保持台账不变`, `${open} not chosen: the ledger stays as it is there`)}</span>}
        </p>
      )}
    </section>
  );
}
