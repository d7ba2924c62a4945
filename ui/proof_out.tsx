// What leaves a proof: corrections as text, a marked copy, a sealed text.
import { useState } from "preact/hooks";
import { type Fault, type Proof, type Quote, type Sealed, fetched, post, upload } from "./api";
import { say } from "./language";
import { FaultBox, faultOf, save } from "./parts";
import { link } from "./route";

const squeezed = (q: Quote) => q.surface.replace(/\s+/g, "");

/** What the figure should be, as far as the ledger says it. */
function corrections(proof: Proof): string[] {
  return proof.quotes
    .filter((q) => (q.verdict === "differs" || q.verdict === "truncated") && q.figure?.known && q.indicator)
    .map((q) => {
      const where = proof.kind === "docx" ? say(`第 ${q.line} 段`, `paragraph ${q.line}`) : say(`第 ${q.line} 行`, `line ${q.line}`);
      return say(`${where}：${squeezed(q)} → ${q.figure!.value}${q.indicator!.unit.label}（${q.indicator!.label}；${q.scope_text}）`, `${where}: ${squeezed(q)} → ${q.figure!.value} ${q.indicator!.unit.label} (${q.indicator!.label}; ${q.scope_text})`);
    });
}

function Corrections({ proof }: { proof: Proof }) {
  const [said, setSaid] = useState("");
  const all = corrections(proof);
  const copy = async () => {
    const text = all.join("\n");
    try {
      await navigator.clipboard.writeText(text);
      setSaid(say(`已复制 ${all.length} 处更正。`, `${all.length} corrections copied.`));
    } catch {
      setSaid(text); // to be copied by hand
    }
  };
  return (
    <>
      <button type="button" class="button" disabled={all.length === 0} onClick={copy}>
        {say(`复制更正清单（${all.length}）`, `Copy corrections (${all.length})`)}
      </button>
      {said && (
        <p class="said" role="status">
          {said}
        </p>
      )}
    </>
  );
}

function Seal({ asked }: { asked: object }) {
  const [open, setOpen] = useState(false);
  const [title, setTitle] = useState("");
  const [busy, setBusy] = useState(false);
  const [sealed, setSealed] = useState<Sealed>();
  const [fault, setFault] = useState<Fault>();
  if (sealed)
    return (
      <p class="said" role="status">
        {say("已封存，存证编号 ", "Sealed as ")}
        <a href={link("receipts", { code: sealed.code })}>
          <strong>{sealed.code}</strong>
        </a>
        {say("。以后凭编号看哪些数有了变化。", ". Later this code says which figures have moved.")}
      </p>
    );
  if (!open)
    return (
      <button type="button" class="button" onClick={() => setOpen(true)}>
        {say("定稿封存……", "Seal this text…")}
      </button>
    );
  return (
    <form
      class="seal"
      onSubmit={(e) => {
        e.preventDefault();
        setBusy(true);
        setFault(undefined);
        post<Sealed>("seal", { ...asked, title })
          .then(setSealed, (e) => setFault(faultOf(e)))
          .then(() => setBusy(false));
      }}
    >
      <p>{say("封存会把文件、其中每个数和核对结果记入台账，作为一批记录，不能撤回。未定稿的文字不要封存。", "Sealing keeps the file, each figure and its verdict in the ledger, as a batch of records; it cannot be undone. Do not seal a text that is not final.")}</p>
      <label>
        <span>{say("文稿标题", "Title")}</span>
        <input type="text" value={title} required onInput={(e) => setTitle(e.currentTarget.value)} />
      </label>
      {fault && <FaultBox fault={fault} />}
      <button type="submit" class="button primary" disabled={busy || !title.trim()}>
        {say("确认封存", "Seal it")}
      </button>{" "}
      <button type="button" class="button" onClick={() => setOpen(false)}>
        {say("不封存", "Do not")}
      </button>
    </form>
  );
}

/** Buttons above a proof; nothing is kept until a text is sealed. */
export function Out({ proof, asked }: { proof: Proof; asked: object }) {
  const [fault, setFault] = useState<Fault>();
  const [busy, setBusy] = useState("");
  const download = (as: "html" | "docx") => {
    setBusy(as);
    setFault(undefined);
    fetched("mark", { ...asked, as })
      .then(
        save,
        (e) => setFault(faultOf(e)),
      )
      .then(() => setBusy(""));
  };
  return (
    <div class="proof-out">
      <button type="button" class="button" disabled={busy !== ""} onClick={() => download("docx")}>
        {proof.kind === "docx" ? say("下载加批注的原文（.docx）", "The document with comments (.docx)") : say("下载带批注的 Word（.docx）", "As Word with comments (.docx)")}
      </button>
      <button type="button" class="button" disabled={busy !== ""} onClick={() => download("html")}>
        {say("下载标注页（.html）", "Marked page (.html)")}
      </button>
      <Corrections proof={proof} />
      <Seal asked={asked} />
      {fault && <FaultBox fault={fault} />}
    </div>
  );
}

/** A document instead of pasted text; dropped on this field, or chosen. */
export function DocumentField({ refuse }: { refuse: (fault: Fault | undefined) => void }) {
  const [busy, setBusy] = useState(false);
  const take = (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    refuse(undefined);
    upload(file, "")
      .then(
        (s) => {
          location.hash = link("proof", { session: s.session, file: 0 });
        },
        (e) => refuse(faultOf(e)),
      )
      .then(() => setBusy(false));
  };
  return (
    <label
      class="document-field"
      onDragOver={(e) => e.preventDefault()}
      onDrop={(e) => {
        e.preventDefault();
        take(e.dataTransfer?.files[0]);
      }}
    >
      <span>{say("或把文件拖到这里（.docx、.html、.txt、.pdf）", "Or drop a file here (.docx, .html, .txt, .pdf)")}</span>
      <input type="file" accept=".docx,.html,.htm,.txt,.md,.pdf" disabled={busy} onChange={(e) => take(e.currentTarget.files?.[0])} />
    </label>
  );
}
