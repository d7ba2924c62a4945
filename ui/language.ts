// The language people read: Chinese first, English beside it.
export type Language = "zh" | "en";

const KEY = "shanhai.language";

function first(): Language {
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked === "en" || asked === "zh") return asked;
  try {
    return localStorage.getItem(KEY) === "en" ? "en" : "zh";
  } catch {
    return "zh";
  }
}

let now: Language = first();

export const language = () => now;

export function setLanguage(to: Language) {
  now = to;
  try {
    localStorage.setItem(KEY, to);
  } catch {
    // a browser that keeps nothing asks again next time
  }
}

/** Both texts stand where they are used, so that neither is forgotten. */
export const say = (zh: string, en: string) => (now === "en" ? en : zh);
