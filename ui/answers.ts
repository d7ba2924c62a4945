// What reports, receipts, comparisons and subsidies answer: docs/api.md, as TypeScript sees it.
import type { Indicator } from "./api";

export interface Form {
  kind: "form" | "scheme"; // a scheme of the yearly assessment has a first and a last year
  name: string;
  label: string;
  about: string;
  source: string;
  days: "day" | "year" | "month" | "period";
  place: boolean;
  party: boolean;
  records: string; // what one of is shown, or empty
  first_year?: number;
  last_year?: number;
}
export interface Forms {
  forms: Form[];
  formats: string[];
}
export interface Report {
  form: string;
  label: string;
  title: string;
  scope: string;
  scope_text: string;
  known: number;
  html: string;
}

/** A record that makes a difference, and what made it so. */
export interface Difference {
  kind: "added" | "removed" | "changed";
  type: string;
  type_label: string;
  record: number;
  label: string;
  cause: string; // a type; empty: no version came between
  cause_type_label: string;
  cause_record: number;
  cause_label: string;
  is_new: boolean;
  void: string;
  file: string;
  sheet: string;
  row: number;
  batch: number;
  author: string;
  note: string;
  at: number;
  fields: { name: string; before: string; after: string }[];
}

export interface ReceiptLine {
  kind: "report" | "sealed";
  code: string;
  day: string;
  who: string;
  form: string;
  form_label: string;
  title: string;
  scope_text: string;
  known: number;
  file: string;
}
export type Standing = "stands" | "changed" | "redefined" | "unknown" | "unlinked";
export interface Receipt {
  kind: "report" | "sealed";
  day: string;
  form_label?: string;
  scope_text?: string;
  report?: {
    code: string;
    form: string;
    title: string;
    scope: string;
    who: string;
    file: string;
    known: number;
    head: string;
    file_differs: boolean;
    figures: { label: string; indicator: string; scope: string; before: string; shown: string; now: string; standing: Standing; explained: boolean; why_count: number; why: Difference[] }[];
  };
  sealed?: {
    code: string;
    title: string;
    file: string;
    who: string;
    known: number;
    head: string;
    quotes: { number: number; line: number; surface: string; indicator: string; scope: string; ledger_value: string; now: string; standing: Standing; should_be: string; why: string; corrected_on: string; record_count: number; records: Difference[] }[];
  };
}

export interface Comparison {
  label: string;
  scope_text: string;
  scope_text2: string;
  known: number;
  known2: number;
  items: { label: string; indicator: Indicator; scope: string; scope2: string; before: string; after: string; same: boolean; explained: boolean; why_count: number; why: Difference[] }[];
}

export interface SubsidyRule {
  name: string;
  label: string;
  label_zh: string;
  label_en: string;
  source: string;
  from: string;
  to: string;
  payee: "person" | "organisation";
  over: string;
  applies: boolean;
  claim: string;
  due: string[];
  notice_days: number;
  notice_times: number;
}
export interface SubsidyRuleText extends SubsidyRule {
  needs: string[];
  amounts: { label: string; says: string; amount: string; written: string }[];
  papers: string[];
  excludes: string[];
  contact: string;
}
export interface Due {
  status: string;
  payee_type: string;
  payee: number;
  name: string;
  county: string;
  village: string;
  amount: string;
  why: string;
  lacks: string;
  short_days: number;
  application: string;
  application_record: number;
  state_label: string;
  claimed: string;
  paid: string;
  applications: number;
  twice: boolean;
  two_places: boolean;
  claimed_more: boolean;
  lacks_papers: string;
  payments: { on: string; amount: string; holds: boolean }[];
  record: number; // of list.record_type
  household: boolean; // a card can be written
  file: string;
  sheet: string;
  row: number;
}
export interface Objection {
  record: number;
  application: string;
  application_record: number;
  raised_on: string;
  content: string;
  answered_on: string;
  outcome: string;
  answer: string;
}
export interface SubsidyList {
  rule: SubsidyRuleText;
  year: number;
  quarter: number;
  at: string;
  claim_by: string;
  filter: string;
  offset: number;
  filters: { name: string; label: string; count: number; amount: string }[];
  list: { from: string; to: string; record_type: string; due: Due[] };
  objections: Objection[];
}
export interface Card {
  household: string;
  year: number;
  masked: boolean;
  html: string;
}
