// Where one is: "#/figure?key=labour.placed".
import { useEffect, useState } from "preact/hooks";

export interface Route {
  page: string;
  query: URLSearchParams;
}

export function here(): Route {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { page: path || "home", query: new URLSearchParams(query) };
}

export function link(page: string, query: { [name: string]: string | number | undefined } = {}) {
  const q = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== "") q.set(name, String(value));
  const written = q.toString();
  return "#/" + (page === "home" ? "" : page) + (written ? "?" + written : "");
}

/** Names where one is without a step in the browser's history. */
export function rename(hash: string) {
  history.replaceState(null, "", hash);
  dispatchEvent(new Event("hashchange"));
}

export function useRoute(): Route {
  const [route, set] = useState(here);
  useEffect(() => {
    const moved = () => set(here());
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  return route;
}

/** The canonical text of a scope, taken apart and put together. */
export interface ScopeParts {
  in: string;
  party: string;
  from: string;
  to: string;
  where: string;
}

export function scopeParts(scope: string): ScopeParts {
  const part = (name: string) => new RegExp(`(?:^| )${name}=("[^"]*"|\\S*)`).exec(scope)?.[1] ?? "";
  return {
    in: part("in"),
    party: part("party"),
    from: part("from"),
    to: part("to"),
    where: part("where").replace(/^"|"$/g, ""),
  };
}

export function scopeText(parts: Partial<ScopeParts>): string {
  const out: string[] = [];
  for (const name of ["in", "party", "from", "to"] as const)
    if (parts[name]) out.push(`${name}=${parts[name]}`);
  if (parts.where) out.push(`where="${parts.where}"`);
  return out.join(" ");
}
