// The API of docs/api.md, as TypeScript sees it.
import { language } from "./language";

export interface Fault {
  kind: string;
  error: string;
  hint: string;
}
export interface Region {
  code: string;
  name: string;
}
export interface Batch {
  number: number;
  at: number;
  author: string;
  note: string;
  rows: number;
  hash: string;
}
export interface Programme {
  name: string;
  demonstration: boolean;
  head: string;
  known: number;
  from: string;
  today: string;
  newest: string;
  has_key: boolean;
  west: Region;
  places: Region[];
  parties: Region[];
  systems: System[];
  batches: Batch[];
}
export interface Unit {
  name: string;
  label: string;
}
export interface Indicator {
  key: string;
  label: string;
  definition: string;
  source: string;
  basis: string;
  plan: boolean;
  places: number;
  time: string;
  of: string;
  of_label: string;
  unit: Unit;
  by: string[];
}
export interface Figure {
  keys: string[];
  labels: string[];
  known: boolean;
  withheld: boolean;
  value: string;
  lo: string;
  hi: string;
  part?: string;
  over?: string;
  basis: string;
  plan: boolean;
  evidence: {
    records: number; with_file: number; vouchers: number; both_sides: number;
    sampled_agree: number; sampled_differ: number; one_side: number;
  };
}
export interface Figures {
  indicator: Indicator;
  scope: string;
  scope_text: string;
  known: number;
  figures: Figure[];
}
export interface TraceRow {
  type: string;
  type_label: string;
  record: number;
  version: number;
  file: string;
  sheet: string;
  row: number;
  since: number;
  note: string;
  names: string[];
  values: string[];
}
export interface Trace {
  total: number;
  offset: number;
  rows: TraceRow[];
}
export interface FieldValue {
  name: string;
  label: string;
  class: string;
  value: string;
  ref_type?: string;
  ref?: number;
}
export interface Version {
  version: number;
  since: number;
  until: number;
  void_why: string;
  same_as: number;
  file: string;
  sheet: string;
  row: number;
  at?: number;
  author?: string;
  note?: string;
  fields: FieldValue[];
}
export interface RecordHistory {
  type: string;
  label: string;
  record: number;
  versions: Version[];
}
export interface PanelLine {
  step: string;
  title: string;
  key: string;
  indicator?: Indicator;
  scope?: string;
  scope_text?: string;
  known?: number;
  figure?: Figure;
  by?: { [name: string]: Figure[] };
}
export interface Panel {
  to: string;
  lines: PanelLine[];
}
export interface ColumnMatch {
  column: string;
  heading: string;
  path: string;
  unit: string;
  how: string;
}
export interface SheetReport {
  file: string;
  sheet: string;
  type: string;
  type_label: string;
  heading_row: number;
  rows: number;
  new: number;
  changed: number;
  same: number;
  refused: number;
  totals: number;
  notes: number;
  columns: ColumnMatch[];
  /** What a line above the table, its name or the person says for every row. */
  constants: { path: string; value: string; from: string }[];
}
export interface Change {
  type: string;
  record: string;
  field: string;
  before: string;
  after: string;
  file: string;
  sheet: string;
  row: number;
}
export interface Report {
  rows: number;
  new: number;
  changed: number;
  same: number;
  refused: number;
  findings: number;
  warnings: number;
  batch: number;
  head: number;
  all_seen_before: boolean;
  sheets: SheetReport[];
  changes: Change[];
  conflict_count: number;
  conflicts_open: number;
  conflicts: Conflict[];
}
/** A field of a returned form that the ledger changed, too, since the form went out. */
export interface Conflict {
  id: string;
  who: string;
  type: string;
  field: string;
  prefilled: string;
  in_ledger: string;
  said: string;
  since: string;
  file: string;
  sheet: string;
  row: number;
  taken: "" | "form" | "ledger";
}
export interface SessionFile {
  file: number;
  name: string;
  bytes: number;
  is: "text" | "table";
}
export interface Session {
  session: string;
  state: "idle" | "waiting" | "reading" | "read" | "failed" | "stored";
  storing: boolean;
  as: string;
  mapping: string;
  take: string;
  files: SessionFile[];
  progress: { what: string; done: number; of: number };
  fault?: Fault;
  report?: Report;
}
export interface Finding {
  level: "refuse" | "warn" | "ask" | "note";
  kind: string;
  file: string;
  sheet: string;
  row: number;
  column: string;
  heading: string;
  found: string;
  wanted: string;
  says: string;
}
export interface Findings {
  total: number;
  kept?: boolean;
  rows: Finding[];
}
/** One finding of a rule, with the records it stands on; the first is the one it is about. */
export interface Found {
  code: string;
  rule: string;
  status: "open" | "said_mended" | "changed" | "explained" | "wrong_alarm";
  status_label: string;
  county: string;
  village: string;
  who: string;
  why: string;
  answer: string;
  note: string;
  handler: string;
  answered_on: string;
  record_count: number;
  records: { type: string; type_label: string; record: number; file: string; sheet: string; row: number }[];
}
export interface FoundRule {
  name: string;
  label: string;
  level: string;
  level_label: string;
  source: string;
  mend: string;
  count: number;
  findings: Found[];
}
export interface Check {
  at: string;
  total: number;
  rule_count: number;
  rules: FoundRule[];
}
export interface System {
  name: string;
  label: string;
}
export interface RecordType {
  name: string;
  label: string;
  system: string;
  columns: { path: string; label: string; required: boolean; codes: { code: string; label: string }[] }[];
}
export interface Quote {
  start: number;
  end: number;
  num_start: number;
  num_end: number;
  line: number;
  column: number;
  surface: string;
  kind: string;
  value: string;
  lo: string;
  hi: string;
  unit: string;
  verdict: string;
  verdict_label: string;
  note: string;
  bound: boolean;
  scope?: string;
  scope_text?: string;
  known?: number;
  indicator?: Indicator;
  figure?: Figure;
}
/** Something to look at: E the ledger says otherwise, T truncated, Q a question to the author, L wording. */
export interface Question {
  tier: "E" | "T" | "Q" | "L";
  label: string;
  start: number;
  end: number;
  quote: number; // -1: beside words that are no figure
  formula: string;
  others: string; // spans of the other figures: "17..23,30..34"
  note: string;
  kind: string; // "ledger": the verdict says it already
  repair: string; // the smallest change that helps, or empty
}
export interface Relation {
  verdict: "holds" | "truncated" | "broken";
  label: string;
  kind: string;
  formula: string;
  quotes: number[]; // the first says the result
}
export interface Proof {
  kind: "plain" | "html" | "docx" | "pdf";
  source: string;
  quotes: Quote[];
  questions: Question[];
  relations: Relation[];
  counts: { verdict: string; label: string; count: number }[];
}

export interface Sealed {
  code: string;
  title: string;
  sealed_on: string;
  head: string;
}

export class ApiFault extends Error {
  constructor(public fault: Fault, public status: number) {
    super(fault.error);
  }
}

const token = document.querySelector<HTMLMetaElement>('meta[name="token"]')?.content ?? "";

export function address(path: string, query: { [name: string]: string | number | undefined } = {}) {
  const q = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== "") q.set(name, String(value));
  q.set("lang", language());
  return `/api/${path}?${q}`;
}

async function answer<T>(asked: Promise<Response>): Promise<T> {
  let response: Response;
  try {
    response = await asked;
  } catch {
    const zh = language() === "zh";
    throw new ApiFault(
      {
        kind: "system",
        error: zh ? "本机的山海服务没有应答" : "shanhai on this machine does not answer",
        hint: zh ? "请重新运行 shanhai serve，再刷新本页" : "run shanhai serve again, then reload this page",
      },
      0,
    );
  }
  const body = await response.json();
  if (!response.ok) throw new ApiFault(body as Fault, response.status);
  return body as T;
}

export const get = <T>(path: string, query: { [name: string]: string | number | undefined } = {}) =>
  answer<T>(fetch(address(path, query)));

export const post = <T>(path: string, body: unknown) =>
  answer<T>(
    fetch(address(path), {
      method: "POST",
      headers: { "X-Shanhai-Token": token, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );

/** A file in answer to a question: its bytes, the name to save it by, the code of its receipt or nothing. */
export async function fetched(path: string, body: unknown): Promise<{ bytes: Blob; name: string; code: string }> {
  const asked = fetch(address(path), {
    method: "POST",
    headers: { "X-Shanhai-Token": token, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const response = await asked.catch(() => answer<Response>(asked));
  if (!response.ok) throw new ApiFault((await response.json()) as Fault, response.status);
  const name = response.headers.get("Content-Disposition")?.split("filename*=UTF-8''")[1] ?? "";
  return { bytes: await response.blob(), name: decodeURIComponent(name), code: response.headers.get("X-Shanhai-Code") ?? "" };
}

export const upload = (file: File, session: string) =>
  answer<Session>(
    fetch(address("upload", { session, name: file.name }), {
      method: "POST",
      headers: { "X-Shanhai-Token": token, "Content-Type": "application/octet-stream" },
      body: file,
    }),
  );

export interface CareItem {
  code: string;
  rule: string;
  label: string;
  county: string;
  village: string;
  name: string;
  number: string;
  person: number;
  employer: string;
  day: string;
  why: string;
  do: string;
  told: string;
  type: string;
  record: number;
}
export interface Care {
  month: string;
  at: string;
  total: number;
  offset: number;
  kinds: { name: string; label: string; count: number }[];
  items: CareItem[];
}
export interface Openings {
  at: string;
  label: string;
  total: number;
  openings: { key: string; record: number; values: string[] }[];
}
export interface Fitting {
  person: number;
  type: string;
  name: string;
  number: string;
  county: string;
  village: string;
  reasons: { kind: "for" | "against" | "ask"; says: string }[];
  shows: string[];
}
export interface MatchList {
  what: string;
  names: string[];
  values: string[];
  at: string;
  looked_at: number;
  fit: number;
  people: Fitting[];
}
