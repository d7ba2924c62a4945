// The drop zone, and what was found in what was dropped.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Fault, type Programme, type Session, get, post, upload } from "./api";
import { Looked } from "./looked";
import { say } from "./language";
import { FaultBox, bytes, faultOf } from "./parts";
import { link, rename } from "./route";

const POLL_MS = 400;

function Zone({ take, busy, small }: { take: (files: File[]) => void; busy: boolean; small: boolean }) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  // Dropped beside the zone a file would replace the page: the whole window takes it, and from the
  // moment the zone stands, not after the first paint.
  useLayoutEffect(() => {
    const stop = (e: DragEvent) => e.preventDefault();
    const drop = (e: DragEvent) => {
      e.preventDefault();
      setOver(false);
      if (e.dataTransfer?.files.length) take([...e.dataTransfer.files]);
    };
    const enter = (e: DragEvent) => (e.preventDefault(), setOver(true));
    const leave = (e: DragEvent) => e.relatedTarget === null && setOver(false);
    addEventListener("dragover", stop);
    addEventListener("dragenter", enter);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", stop);
      removeEventListener("dragenter", enter);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, [take]);
  return (
    <div class={"zone" + (over ? " over" : "") + (small ? " small" : "")}>
      <input
        ref={input}
        id="files"
        type="file"
        class="sr"
        multiple
        disabled={busy}
        accept=".xlsx,.xls,.csv,.zip,.txt,.md,.docx,.html,.htm,.pdf,.doc,.et,.wps"
        onChange={(e) => {
          const files = [...(e.currentTarget.files ?? [])];
          e.currentTarget.value = "";
          if (files.length) take(files);
        }}
      />
      <svg viewBox="0 0 64 48" width="64" height="48" aria-hidden="true">
        <path d="M12 30v10h40V30" class="tray" />
        <path d="M32 6v24M22 21l10 10 10-10" class="arrow" />
      </svg>
      <p class="zone-say">{say("把文件拖到这里", "Drop files here")}</p>
      <label class="button" for="files">
        {say("或者选择文件", "or choose files")}
      </label>
      <p class="zone-kinds">
        {say("表格：Excel、WPS 另存的 .xlsx .xls、.csv，或打成一个 .zip　·　总结：.docx .pdf .html .txt", "Tables: .xlsx, .xls, .csv, or a .zip of them · Report: .docx .pdf .html .txt")}
      </p>
      <p class="zone-promise">{say("文件只在这台电脑上读取；您确认之前，台账不变。", "Files are read on this computer only; the ledger stays as it is until you confirm.")}</p>
    </div>
  );
}

function Texts({ session }: { session: Session }) {
  const texts = session.files.filter((f) => f.is === "text");
  if (!texts.length) return null;
  return (
    <section class="texts">
      <h2>{say("总结与报告", "Reports")}</h2>
      <ul class="plain">
        {texts.map((f) => (
          <li key={f.file} class="text-row">
            <span class="file">{f.name}</span> <span class="muted">{bytes(f.bytes)}</span>
            <a class="button" href={link("proof", { session: session.session, file: f.file })}>
              {say("核对文中数据", "Check its figures")}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Progress({ session }: { session: Session }) {
  const { what, done, of } = session.progress;
  return (
    <div class="progress" role="status">
      <p>
        {session.state === "waiting" ? say("排队等候……", "Waiting…") : session.storing ? say("正在入账……", "Storing…") : say("正在核看……", "Looking through…")}
        {what && <span class="muted"> {what}</span>}
        {done > 0 && <span class="muted"> {of ? `${done} / ${of}` : done}</span>}
      </p>
      <progress max={of || undefined} value={of ? done : undefined} aria-label={say("进度", "progress")} />
    </div>
  );
}

export function Drop({ programme, session: asked, reload }: { programme: Programme; session: string; reload: () => void }) {
  const [session, setSession] = useState<Session>();
  const [fault, setFault] = useState<Fault>();
  const [sending, setSending] = useState("");
  const refused = (e: unknown) => setFault(faultOf(e));

  useEffect(() => {
    if (asked && asked !== session?.session) get<Session>("dryrun", { session: asked }).then(setSession, () => rename(link("home")));
  }, [asked]);

  const busy = session?.state === "waiting" || session?.state === "reading";
  useEffect(() => {
    if (!busy || !session) return;
    const timer = setTimeout(
      () =>
        get<Session>("dryrun", { session: session.session }).then((s) => {
          setSession(s);
          if (s.state === "stored") reload();
        }, refused),
      POLL_MS,
    );
    return () => clearTimeout(timer);
  }, [session]);

  const take = async (files: File[]) => {
    setFault(undefined);
    let now: Session | undefined = session?.state === "stored" ? undefined : session;
    try {
      for (const [i, file] of files.entries()) {
        setSending(say(`正在读入 ${i + 1}/${files.length}：${file.name}`, `Taking ${i + 1} of ${files.length}: ${file.name}`));
        now = await upload(file, now?.session ?? "");
        setSession(now);
      }
      if (now) {
        rename(link("home", { session: now.session }));
        if (now.files.some((f) => f.is === "table")) setSession(await post<Session>("dryrun", { session: now.session }));
      }
    } catch (e) {
      refused(e);
    }
    setSending("");
  };
  const again = (mapping: string, as: string, take: string) =>
    session && post<Session>("dryrun", { session: session.session, mapping, as, take }).then(setSession, refused);
  const confirm = () => session && post<Session>("confirm", { session: session.session }).then(setSession, refused);
  const drop = () => {
    setSession(undefined);
    setFault(undefined);
    rename(link("home"));
  };

  return (
    <>
      <Zone take={take} busy={busy || sending !== ""} small={session !== undefined || sending !== ""} />
      {sending && (
        <p class="progress" role="status">
          {sending}
        </p>
      )}
      {fault && <FaultBox fault={fault} />}
      {session && (
        <div class="found">
          {busy && <Progress session={session} />}
          {session.state === "failed" && session.fault && (
            <>
              <FaultBox fault={session.fault} />
              <p>
                <button type="button" class="button" onClick={() => again(session.mapping, session.as, session.take)}>
                  {say("再看一遍", "Look again")}
                </button>{" "}
                <button type="button" class="quiet" onClick={drop}>
                  {say("放下这些文件", "Put these files aside")}
                </button>
              </p>
            </>
          )}
          <Texts session={session} />
          {session.report && <Looked session={session} report={session.report} programme={programme} again={again} confirm={confirm} drop={drop} />}
        </div>
      )}
    </>
  );
}
