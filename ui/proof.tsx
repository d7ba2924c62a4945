// A text with each of its figures marked: by colour, by sign, and in words.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Fault, type Indicator, type Programme, type Proof, type Question, type Quote, type Trace, post } from "./api";
import { say } from "./language";
import { grouped } from "./number";
import { DocumentField, Out } from "./proof_out";
import { Basis, FaultBox, Loading, Place, Title, Value, faultOf, useAnswer } from "./parts";
import { link, scopeText } from "./route";

// Signs that every Chinese font has.
const signs: { [verdict: string]: string } = {
  proved: "√",
  truncated: "≒",
  within: "≈",
  differs: "≠",
  unproved: "△",
  unlinked: "○",
  date: "",
  plain: "",
};

const meaning = (verdict: string) =>
  ({
    proved: say("与台账记录相符", "agrees with the records"),
    truncated: say("与记录截去尾数后相符（未四舍五入）", "agrees when cut instead of rounded"),
    within: say("与录入的统计或计划一致", "agrees with an entered statistic or a plan"),
    differs: say("与台账记录不符", "differs from the records"),
    unproved: say("知道数的是什么，但台账里没有依据", "known what it counts, but nothing is recorded"),
    unlinked: say("还不能确定数的是什么", "not certain what it counts"),
    date: say("日期", "a date"),
    plain: say("与协作工作无关的数", "counts nothing of the programme"),
  })[verdict] ?? "";

type Tier = Question["tier"];
const tierSigns: { [tier in Tier]: string } = { E: "！", T: "≒", Q: "？", L: "※" };
const tierName = (tier: Tier) =>
  ({
    E: say("文内不符", "Contradiction"),
    T: say("截尾未进位", "Cut off"),
    Q: say("疑问", "Question"),
    L: say("文字", "Wording"),
  })[tier];

/** Those of a figure that its verdict does not say already; what does not go together is about each of its figures. */
const questionsOf = (proof: Proof, quote: number) => {
  const { start, end } = proof.quotes[quote];
  return proof.questions.filter((q) => q.kind !== "ledger" && (q.quote === quote || ((q.tier === "E" || q.tier === "Q") && q.others.split(",").includes(`${start}..${end}`))));
};
const worst = (questions: Question[]): Tier | undefined => (["E", "T", "Q", "L"] as Tier[]).find((t) => questions.some((q) => q.tier === t));

/** What does not go together: the formula, the reading it stands on, and what would mend it. */
function Finding({ question: q }: { question: Question }) {
  return (
    <>
      <span class={"chip tier tier-" + q.tier}>
        <span aria-hidden="true">{tierSigns[q.tier]}</span> {tierName(q.tier)}
      </span>
      <strong class="formula">{q.formula}</strong>
      <p>{q.note}</p>
      {q.repair && (
        <p class="repair">
          {say("改为即成立：", "It would hold with ")}
          <strong>{q.repair}</strong>
        </p>
      )}
    </>
  );
}

function Questions({ questions }: { questions: Question[] }) {
  if (questions.length === 0) return null;
  return (
    <div class={"questions tier-" + worst(questions)}>
      <h2>{say("须看一看", "To be looked at")}</h2>
      <ul class="plain">
        {questions.map((q) => (
          <li key={q.tier + q.formula}>
            <Finding question={q} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Relations that the text states of this figure, and that hold. */
function Relations({ proof, quote }: { proof: Proof; quote: number }) {
  const held = proof.relations.filter((r) => r.verdict === "holds" && r.quotes.includes(quote));
  if (held.length === 0) return null;
  return (
    <div class="behind">
      <h2>{say("文内勾稽，成立", "Stated in the text, and holds")}</h2>
      <ul class="plain">
        {held.map((r) => (
          <li key={r.formula}>√ {r.formula}</li>
        ))}
      </ul>
    </div>
  );
}

interface Piece {
  text: string;
  quote?: number;
}

/** Offsets are of bytes, as in the file; cut there, not in JavaScript's half characters. */
function pieces(proof: Proof): Piece[] {
  const source = new TextEncoder().encode(proof.source);
  const decoder = new TextDecoder();
  const out: Piece[] = [];
  let at = 0;
  proof.quotes.forEach((q, i) => {
    if (q.start < at) return;
    if (q.start > at) out.push({ text: decoder.decode(source.subarray(at, q.start)) });
    out.push({ text: decoder.decode(source.subarray(q.start, q.end)), quote: i });
    at = q.end;
  });
  if (at < source.length) out.push({ text: decoder.decode(source.subarray(at)) });
  return out;
}

function Legend({ proof, hidden, toggle }: { proof: Proof; hidden: Set<string>; toggle: (verdict: string) => void }) {
  return (
    <ul class="legend" aria-label={say("图例", "Legend")}>
      {proof.counts
        .filter((c) => c.count > 0)
        .map((c) => (
          <li key={c.verdict}>
            <button type="button" class={"chip " + c.verdict} aria-pressed={!hidden.has(c.verdict)} title={meaning(c.verdict)} onClick={() => toggle(c.verdict)}>
              {signs[c.verdict] && (
                <span class="sign" aria-hidden="true">
                  {signs[c.verdict]}
                </span>
              )}
              {c.label} <strong>{c.count}</strong>
            </button>
          </li>
        ))}
    </ul>
  );
}

function interval(q: Quote) {
  if (!q.value) return "";
  if (q.lo === q.hi) return grouped(q.value);
  if (!q.hi) return say(`不小于 ${grouped(q.lo)}`, `${grouped(q.lo)} or more`);
  return say(`${grouped(q.lo)} 至 ${grouped(q.hi)}（不含）`, `${grouped(q.lo)} up to, not with, ${grouped(q.hi)}`);
}

/** The first records behind the ledger's figure: file, sheet and row, one click away. */
function Behind({ quote }: { quote: Quote }) {
  const { data, fault } = useAnswer<Trace>("trace", { key: quote.indicator!.key, scope: quote.scope, known: quote.known, most: 5 });
  if (fault) return null;
  if (!data) return <Loading />;
  return (
    <div class="behind">
      <h2>{say(`背后的记录 ${data.total} 条`, `${data.total} records behind it`)}</h2>
      <ul class="plain">
        {data.rows.map((r) => (
          <li key={r.type + r.version}>
            <a href={link("record", { type: r.type, record: r.record })}>
              <Place file={r.file} sheet={r.sheet} row={r.row} />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A person says what a figure counts; words alone could not. Kept for the next proof. */
function Bind({ quote, programme, bind }: { quote: Quote; programme: Programme; bind: (body: object) => Promise<Fault | undefined> }) {
  const indicators = useAnswer<{ indicators: Indicator[] }>("indicators").data?.indicators ?? [];
  const [key, setKey] = useState(quote.indicator?.key ?? "");
  const [scope, setScope] = useState(quote.scope ?? scopeText({ to: programme.newest }));
  const [record, setRecord] = useState("");
  const [fault, setFault] = useState<Fault>();
  return (
    <details class="bind">
      <summary>{quote.bound ? say("已手工关联，可以改", "Bound by hand; change it") : say("手工关联", "Bind it by hand")}</summary>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          bind({ surface: quote.surface, line: quote.line, key, scope, record: Number(record) || 0 }).then(setFault);
        }}
      >
        <label>
          <span>{say("它数的是", "It counts")}</span>
          <select value={key} onChange={(e) => setKey(e.currentTarget.value)} required>
            <option value="">{say("（请选指标）", "(choose)")}</option>
            {indicators.map((i) => (
              <option key={i.key} value={i.key}>
                {i.label}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{say("统计范围", "Scope")}</span>
          <input type="text" value={scope} onInput={(e) => setScope(e.currentTarget.value)} placeholder="in=5306 from=2017-01-01 to=2019-07-31" />
        </label>
        <label>
          <span>{say("单独一例：记录编号", "A single case: number of its record")}</span>
          <input type="text" inputMode="numeric" pattern="[0-9]*" value={record} onInput={(e) => setRecord(e.currentTarget.value)} />
        </label>
        {fault && <FaultBox fault={fault} />}
        <button type="submit" class="button" disabled={!key}>
          {say("关联并再核", "Bind and check again")}
        </button>
      </form>
    </details>
  );
}

function Panel({ proof, own, quote, docx, questions, index, count, move, close, programme, bind }: { proof: Proof; own: number; quote: Quote; docx: boolean; questions: Question[]; index: number; count: number; move: (by: number) => void; close: () => void; programme: Programme; bind: (body: object) => Promise<Fault | undefined> }) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => ref.current?.focus({ preventScroll: true }), [index]);
  return (
    <aside class="quote-panel" ref={ref} tabIndex={-1} aria-label={say("这个数", "This figure")}>
      <header>
        <button type="button" class="quiet" onClick={() => move(-1)} aria-label={say("上一个数", "Previous figure")}>
          ←
        </button>
        <span class="muted">
          {index + 1} / {count}
        </span>
        <button type="button" class="quiet" onClick={() => move(1)} aria-label={say("下一个数", "Next figure")}>
          →
        </button>
        <button type="button" class="quiet close" onClick={close} aria-label={say("关闭", "Close")}>
          ×
        </button>
      </header>
      <p class="surface">{quote.surface.replace(/\s+/g, "")}</p>
      <p>
        <span class={"chip " + quote.verdict}>
          {signs[quote.verdict] && <span aria-hidden="true">{signs[quote.verdict]} </span>}
          {quote.verdict_label}
        </span>
      </p>
      <p class="muted">{quote.note || meaning(quote.verdict)}</p>
      <Questions questions={questions} />
      <Relations proof={proof} quote={own} />
      <dl class="compare">
        {quote.indicator && (
          <div>
            <dt>{say("数的是", "Counts")}</dt>
            <dd>{quote.indicator.label}</dd>
          </div>
        )}
        {quote.value && (
          <div>
            <dt>{say("文中", "In the text")}</dt>
            <dd>
              {interval(quote)} {quote.indicator?.unit.label ?? quote.unit}
            </dd>
          </div>
        )}
        {quote.figure && quote.indicator && (
          <div class="ledger">
            <dt>{say("台账", "In the ledger")}</dt>
            <dd>
              <Value figure={quote.figure} unit={quote.indicator.unit} />
              <Basis figure={quote.figure} />
            </dd>
          </div>
        )}
        {quote.scope_text && (
          <div>
            <dt>{say("统计范围", "Scope")}</dt>
            <dd>{quote.scope_text}</dd>
          </div>
        )}
        <div>
          <dt>{say("位置", "Where")}</dt>
          <dd>
            {docx ? say(`第 ${quote.line} 段`, `paragraph ${quote.line}`) : say(`第 ${quote.line} 行`, `line ${quote.line}`)}
            {say(`，第 ${quote.column} 字`, `, character ${quote.column}`)}
          </dd>
        </div>
      </dl>
      {quote.figure && quote.indicator && <Behind quote={quote} />}
      {quote.indicator && (
        <a class="button" href={link("figure", { key: quote.indicator.key, scope: quote.scope, known: quote.known })}>
          {say("打开指标与全部记录", "Open the figure and all records")}
        </a>
      )}
      {quote.verdict !== "date" && <Bind key={index} quote={quote} programme={programme} bind={bind} />}
    </aside>
  );
}

interface Line {
  pieces: (Piece & { goesOn?: boolean })[];
  quotes: number[]; // that begin here
}

/** A figure broken over two lines is marked in both, and noted beside the first. */
function lines(parts: Piece[]): Line[] {
  const out: Line[] = [{ pieces: [], quotes: [] }];
  for (const part of parts)
    part.text.split("\n").forEach((text, i) => {
      if (i > 0) out.push({ pieces: [], quotes: [] });
      const line = out[out.length - 1];
      if (part.quote !== undefined && i === 0) line.quotes.push(part.quote);
      if (text) line.pieces.push({ text, quote: part.quote, goesOn: i > 0 });
    });
  return out;
}

/** In the margin, on paper too: what the ledger says. */
function Note({ quote, questions }: { quote: Quote; questions: Question[] }) {
  const linked = quote.indicator && signs[quote.verdict];
  if (!linked && questions.length === 0) return null;
  const says = quote.figure?.known && !quote.figure.withheld ? grouped(quote.figure.value) : "—";
  return (
    <>
      {linked && (
        <span class={"note " + quote.verdict}>
          {signs[quote.verdict]} {quote.indicator!.label} <strong>{says}</strong>
        </span>
      )}
      {questions.map((q) => (
        <span class={"note tier-" + q.tier} key={q.formula}>
          {tierSigns[q.tier]} {q.formula}
          {q.repair && <strong> {q.repair}</strong>}
        </span>
      ))}
    </>
  );
}

function Mark({ piece, quote, asks, last, chosen, choose }: { piece: Piece & { goesOn?: boolean }; quote: Quote; asks: Tier | undefined; last: boolean; chosen: boolean; choose: () => void }) {
  return (
    <a
      href="#"
      role="button"
      class={"quote " + quote.verdict + (asks === "E" ? " tier-E" : "") + (chosen ? " chosen" : "")}
      aria-pressed={chosen}
      id={piece.goesOn ? undefined : "quote-" + piece.quote}
      tabIndex={piece.goesOn ? -1 : undefined}
      aria-hidden={piece.goesOn ? "true" : undefined}
      onClick={(e) => (e.preventDefault(), choose())}
      onKeyDown={(e) => e.key === " " && (e.preventDefault(), choose())}
    >
      {piece.text}
      {last && signs[quote.verdict] && (
        <span class="sign" aria-hidden="true">
          {signs[quote.verdict]}
        </span>
      )}
      {last && asks && (
        <span class={"sign tier-" + asks} aria-hidden="true">
          {tierSigns[asks]}
        </span>
      )}
      {!piece.goesOn && (
        <span class="sr">
          {" "}
          {quote.verdict_label}
          {asks && say("，", ", ") + tierName(asks)}
        </span>
      )}
    </a>
  );
}

function Marked({ proof, hidden, chosen, choose }: { proof: Proof; hidden: Set<string>; chosen: number; choose: (i: number) => void }) {
  const all = useMemo(() => lines(pieces(proof)), [proof]);
  const isLast = (line: number, piece: number, quote: number) =>
    all[line].pieces[piece + 1]?.quote !== quote && (piece + 1 < all[line].pieces.length || all[line + 1]?.pieces[0]?.quote !== quote);
  return (
    <div class="paper">
      {all.map((line, n) => (
        <div class="line" key={n}>
          <span class="line-text">
            {line.pieces.map((p, i) =>
              p.quote === undefined || hidden.has(proof.quotes[p.quote].verdict) ? (
                <span key={i}>{p.text}</span>
              ) : (
                <Mark key={i} piece={p} quote={proof.quotes[p.quote]} asks={worst(questionsOf(proof, p.quote))} last={isLast(n, i, p.quote)} chosen={p.quote === chosen} choose={() => choose(p.quote!)} />
              ),
            )}
          </span>
          <span class="notes" aria-hidden="true">
            {line.quotes.map((q) => (
              <Note key={q} quote={proof.quotes[q]} questions={questionsOf(proof, q).filter((x) => x.quote === q)} />
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}

/** Before one is chosen: those that want looking at, the worst first. */
function Worth({ proof, choose }: { proof: Proof; choose: (i: number) => void }) {
  const order = ["differs", "truncated", "unproved"];
  const unlinked = proof.quotes.filter((q) => q.verdict === "unlinked").length;
  const worth = proof.quotes
    .map((q, i) => ({ q, i }))
    .filter(({ q }) => order.includes(q.verdict))
    .sort((a, b) => order.indexOf(a.q.verdict) - order.indexOf(b.q.verdict));
  const shown = worth.slice(0, 40);
  const tiers: Tier[] = ["E", "T", "Q", "L"];
  const questions = proof.questions.filter((q) => q.kind !== "ledger").sort((a, b) => tiers.indexOf(a.tier) - tiers.indexOf(b.tier));
  return (
    <aside class="quote-panel worth" aria-label={say("先看这些", "Look at these first")}>
      {questions.length > 0 && (
        <>
          <h2>{say("文字自身的问题", "What the text itself does not bear out")}</h2>
          <ul class="plain">
            {questions.slice(0, 40).map((q) => (
              <li key={q.start + q.formula}>
                {q.quote >= 0 ? (
                  <button type="button" onClick={() => choose(q.quote)}>
                    <span class={"chip tier tier-" + q.tier}>
                      <span aria-hidden="true">{tierSigns[q.tier]}</span> {tierName(q.tier)}
                    </span>
                    <span class="worth-surface">{q.formula}</span>
                    {q.repair && <span class="muted"> {q.repair}</span>}
                  </button>
                ) : (
                  <>
                    <span class={"chip tier tier-" + q.tier}>
                      <span aria-hidden="true">{tierSigns[q.tier]}</span> {tierName(q.tier)}
                    </span>{" "}
                    {q.formula}
                    <p class="muted small">{q.note}</p>
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{say("与台账对照", "Against the ledger")}</h2>
      {worth.length === 0 && <p class="muted">{say("没有不符或缺依据的数。", "None differs or lacks records.")}</p>}
      <ul class="plain">
        {shown.map(({ q, i }) => (
          <li key={i}>
            <button type="button" onClick={() => choose(i)}>
              <span class={"chip " + q.verdict}>
                <span aria-hidden="true">{signs[q.verdict]} </span>
                {q.verdict_label}
              </span>
              <span class="worth-surface">{q.surface.replace(/\s+/g, "")}</span>
              <span class="muted">{q.indicator?.label ?? ""}</span>
            </button>
          </li>
        ))}
      </ul>
      {unlinked > 0 && <p class="muted small">{say(`另有 ${unlinked} 处还不能确定数的是什么，可以在正文里点开，手工关联。`, `${unlinked} more could not be linked; open them in the text and bind them by hand.`)}</p>}
      {worth.length > shown.length && <p class="muted small">{say(`另有 ${worth.length - shown.length} 处，见左面正文。`, `${worth.length - shown.length} more are in the text.`)}</p>}
    </aside>
  );
}

function Asked({ prove, refuse }: { prove: (text: string, published: string) => void; refuse: (fault: Fault | undefined) => void }) {
  const [text, setText] = useState("");
  const [published, setPublished] = useState("");
  return (
    <form
      class="ask-form"
      onSubmit={(e) => {
        e.preventDefault();
        prove(text, published);
      }}
    >
      <label>
        <span>{say("把要核的文字贴在这里", "Paste the text to check")}</span>
        <textarea rows={12} value={text} onInput={(e) => setText(e.currentTarget.value)} />
      </label>
      <DocumentField refuse={refuse} />
      <label class="inline">
        <span>{say("成文日期（文中有“今年”“上月”时需要）", "Day of the text (for “this year”, “last month”)")}</span>
        <input type="date" value={published} onInput={(e) => setPublished(e.currentTarget.value)} />
      </label>
      <button type="submit" class="button primary" disabled={!text.trim()}>
        {say("核对文中数据", "Check its figures")}
      </button>
    </form>
  );
}

export function ProofPage({ programme, query }: { programme: Programme; query: URLSearchParams }) {
  const session = query.get("session") ?? "";
  const file = query.get("file") ?? "";
  const [proof, setProof] = useState<Proof>();
  const [fault, setFault] = useState<Fault>();
  const [busy, setBusy] = useState(false);
  const [hidden, setHidden] = useState<Set<string>>(() => new Set(["plain"]));
  const [chosen, setChosen] = useState(-1);
  const [published, setPublished] = useState(query.get("published") ?? "");

  const [asked, setAsked] = useState<object>({});
  const ask = (body: object) => {
    setAsked(body);
    setBusy(true);
    setFault(undefined);
    setChosen(-1);
    post<Proof>("prove", body)
      .then(setProof, (e) => setFault(faultOf(e)))
      .then(() => setBusy(false));
  };
  const bulletin = programme.demonstration && query.get("bulletin") !== null;
  useEffect(() => {
    if (bulletin) ask({ bulletin: true });
  }, [bulletin]);
  useEffect(() => {
    if (session) ask({ session, file: Number(file), published });
  }, [session, file]);

  const seen = proof ? proof.quotes.map((q, i) => ({ q, i })).filter(({ q }) => !hidden.has(q.verdict)) : [];
  const choose = (i: number) => {
    setChosen(i);
    document.getElementById("quote-" + i)?.scrollIntoView({ block: "nearest" });
  };
  const move = (by: number) => {
    const at = seen.findIndex(({ i }) => i === chosen);
    const next = seen[(at + by + seen.length) % seen.length];
    if (next) choose(next.i);
  };
  const toggle = (verdict: string) => {
    const next = new Set(hidden);
    if (!next.delete(verdict)) next.add(verdict);
    setHidden(next);
  };
  const bind = (body: object) =>
    post("bind", { ...asked, ...body }).then(
      () => (ask(asked), undefined),
      (e) => faultOf(e),
    );
  const close = () => {
    const from = chosen;
    setChosen(-1);
    document.getElementById("quote-" + from)?.focus();
  };

  const demonstration = !session && !bulletin && programme.demonstration;
  return (
    <>
      <Title id={"proof" + session + file + bulletin} lead={say("文中每个数，能不能在台账里找到依据。点一个数，看它背后的记录。", "Whether each figure of the text stands on records. Click one to see them.")}>
        {say("核数：文中数据与台账", "Figures of a text against the ledger")}
      </Title>
      {demonstration && !proof && (
        <p>
          <a class="button" href={link("proof", { bulletin: 1 })}>
            {say("核对演示简报", "Check the demonstration's bulletin")}
          </a>
        </p>
      )}
      {fault && <FaultBox fault={fault} />}
      {busy && <Loading />}
      {!session && !bulletin && !busy && !proof && <Asked prove={(text, day) => ask({ text, published: day })} refuse={setFault} />}
      {proof && (
        <>
          {session && (
            <form
              class="again"
              onSubmit={(e) => {
                e.preventDefault();
                ask({ session, file: Number(file), published });
              }}
            >
              <label class="inline">
                <span>{say("成文日期", "Day of the text")}</span>
                <input type="date" value={published} onInput={(e) => setPublished(e.currentTarget.value)} />
              </label>
              <button type="submit" class="button">
                {say("按此日期再核", "Check again")}
              </button>
            </form>
          )}
          <Out key={JSON.stringify(asked)} proof={proof} asked={asked} />
          <Legend proof={proof} hidden={hidden} toggle={toggle} />
          <div class={"proof" + (chosen >= 0 ? " open" : "")}>
            <Marked proof={proof} hidden={hidden} chosen={chosen} choose={choose} />
            {chosen < 0 && <Worth proof={proof} choose={choose} />}
            {chosen >= 0 && <Panel proof={proof} own={chosen} docx={proof.kind === "docx"} quote={proof.quotes[chosen]} questions={questionsOf(proof, chosen)} index={seen.findIndex(({ i }) => i === chosen)} count={seen.length} move={move} close={close} programme={programme} bind={bind} />}
          </div>
        </>
      )}
    </>
  );
}
