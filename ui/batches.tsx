// Batches (入账批次): what came in, when, and the hash that holds it.
import type { Programme } from "./api";
import { say } from "./language";
import { Table, Title, instant } from "./parts";
import { link } from "./route";

export function BatchesPage({ programme }: { programme: Programme }) {
  return (
    <>
      <Title id="batches" lead={say("每次入账是一批，整批成立或整批不成立；每一批的校验值把前面各批连在一起。", "Every import is one batch, whole or not at all; the hash of each holds all before it.")}>
        {say("入账批次", "Batches")}
      </Title>
      {programme.batches.length === 0 && <p class="muted">{say("还没有入账。", "Nothing was stored yet.")}</p>}
      {programme.batches.length > 0 && (
        <Table label={say("入账批次", "Batches")} class="batches" columns={[{ label: say("批次", "Batch"), class: "num" }, say("时间", "Time"), say("内容", "What"), say("经手", "By"), { label: say("版本数", "Versions"), class: "num" }, say("校验值", "Hash"), say("疑点", "Findings")]}>
          {programme.batches.map((b) => (
            <tr key={b.number}>
              <th scope="row" class="num">
                {b.number}
              </th>
              <td class="nowrap">{instant(b.at)}</td>
              <td class="wide">{b.note || "—"}</td>
              <td>{b.author}</td>
              <td class="num">{b.rows}</td>
              <td>
                <code title={b.hash}>{b.hash.slice(0, 12)}</code>
              </td>
              <td>
                <a href={link("findings", { batch: b.number })}>
                  {say("查看", "See")}
                  <span class="sr">{say(`第 ${b.number} 批的疑点`, ` the findings of batch ${b.number}`)}</span>
                </a>
              </td>
            </tr>
          ))}
        </Table>
      )}
      <section>
        <h2>{say("当前首部", "Head")}</h2>
        <p>
          <code class="hash">{programme.head}</code>
        </p>
        <p class="muted">{say("把这串校验值抄给协作方，或印在报告上：以后任何一批被改动，都能查出来。", "Give this to the partner, or print it on a report: any later change to any batch will show.")}</p>
      </section>
    </>
  );
}
