// The one page of a household (明白卡), to be read here and printed for it. It is written in Chinese.
import { useEffect, useState } from "preact/hooks";
import type { Card } from "./answers";
import { type Fault, type Programme, post } from "./api";
import { say } from "./language";
import { FaultBox, Loading, Title, faultOf, useAnswer } from "./parts";
import { link } from "./route";

/** In clear for the household itself: the reason is kept. */
function InClear({ card, show }: { card: Card; show: (card: Card) => void }) {
  const [why, setWhy] = useState("");
  const [fault, setFault] = useState<Fault>();
  return (
    <form
      class="reason"
      onSubmit={(e) => {
        e.preventDefault();
        setFault(undefined);
        post<Card>("card", { household: card.household, year: String(card.year), why }).then(show, (x) => setFault(faultOf(x)));
      }}
    >
      <label>
        <span>{say("要打印给本户，写明事由后显示全名", "To print it for the household, give a reason: names stand in clear")}</span>
        <input type="text" value={why} onInput={(e) => setWhy(e.currentTarget.value)} />
      </label>
      <button type="submit" class="button" disabled={!why.trim()}>
        {say("显示全名（留登记）", "Show names (recorded)")}
      </button>
      {fault && <FaultBox fault={fault} />}
    </form>
  );
}

export function CardPage({ query }: { programme: Programme; query: URLSearchParams }) {
  const asked = { household: query.get("household") ?? "", person: query.get("person") ?? "", year: query.get("year") ?? "" };
  const { data, fault } = useAnswer<Card>("card", asked);
  const [clear, setClear] = useState<Card>();
  useEffect(() => setClear(undefined), [data]);
  const card = clear ?? data;
  return (
    <>
      <p class="crumbs">
        <a href={link("subsidies")}>{say("补贴", "Subsidies")}</a>
      </p>
      <Title id="card" lead={say("一户一页：学过什么、在哪里务工、该领哪些补贴、找谁问。", "A page a household: training, work, what is due, whom to ask. The card itself is in Chinese.")}>
        {say("明白卡", "Household card")}
      </Title>
      {fault && <FaultBox fault={fault} />}
      {!card && !fault && <Loading />}
      {card && !fault && (
        <>
          <div class="buttons">
            <button type="button" class="button primary" onClick={() => print()}>
              {say("打印", "Print")}
            </button>
            {!card.masked && <span class="muted">{say("显示的是全名，事由已登记。", "Names stand in clear; the reason is recorded.")}</span>}
          </div>
          {card.masked && <InClear card={card} show={setClear} />}
          <article class="household-card" lang="zh-CN" aria-label={say("明白卡", "Household card")} dangerouslySetInnerHTML={{ __html: card.html }} />
        </>
      )}
    </>
  );
}
