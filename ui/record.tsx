// One record: every version, who brought it, and the row of the workbook it stands in.
import type { Programme, RecordHistory, Version } from "./api";
import { say } from "./language";
import { FaultBox, Loading, Place, Title, instant, useAnswer } from "./parts";
import { link } from "./route";

function state(v: Version) {
  if (v.void_why) return say(`作废：${v.void_why}`, `void: ${v.void_why}`);
  if (v.same_as) return say(`与记录 ${v.same_as} 是同一条`, `the same as record ${v.same_as}`);
  return v.until === 0 ? say("现行版本", "current") : say(`第 ${v.until} 批起由新版本接替`, `superseded in batch ${v.until}`);
}

function VersionCard({ version, before }: { version: Version; before?: Version }) {
  const old = (name: string) => before?.fields.find((f) => f.name === name)?.value;
  return (
    <li class={"version" + (version.until === 0 && !version.void_why ? " current" : "")}>
      <header>
        <h2>{say(`第 ${version.since} 批`, `Batch ${version.since}`)}</h2>
        <span class="tag">{state(version)}</span>
      </header>
      <p class="source">
        <Place file={version.file} sheet={version.sheet} row={version.row} />
      </p>
      <p class="muted small">
        {version.at ? instant(version.at) : ""} {version.author && `· ${version.author}`} {version.note && `· ${version.note}`}
      </p>
      <dl class="fields">
        {version.fields.map((f) => {
          const was = before ? old(f.name) : f.value;
          const changed = before !== undefined && was !== f.value;
          return (
            <div key={f.name} class={changed ? "changed" : ""}>
              <dt>
                {f.label}
                {f.class === "sealed" && <span class="lock" title={say("已加密，仅显示脱敏", "sealed, shown masked")}> {say("密", "sealed")}</span>}
              </dt>
              <dd>
                {f.ref && f.ref_type ? <a href={link("record", { type: f.ref_type, record: f.ref })}>{f.value || f.ref}</a> : f.value || <span class="muted">—</span>}
                {changed && (
                  <span class="was">
                    {say("原为", "was")} {was || "—"}
                  </span>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </li>
  );
}

export function RecordPage({ query }: { programme: Programme; query: URLSearchParams }) {
  const type = query.get("type") ?? "";
  const record = query.get("record") ?? "";
  const { data, fault } = useAnswer<RecordHistory>("record", { type, record });
  if (fault) return <FaultBox fault={fault} />;
  if (!data) return <Loading />;
  const newest = [...data.versions].reverse();
  return (
    <>
      <p class="crumbs">
        <button type="button" class="quiet" onClick={() => history.back()}>
          {say("← 返回", "← Back")}
        </button>
      </p>
      <Title id={type + record} lead={say(`共 ${newest.length} 个版本，最新在前。旧版本一直保留。`, `${newest.length} versions, newest first. Old ones stay.`)}>
        {data.label} <span class="muted">#{data.record}</span>
      </Title>
      <ol class="plain versions">
        {newest.map((v, i) => (
          <VersionCard key={v.version} version={v} before={newest[i + 1]} />
        ))}
      </ol>
    </>
  );
}
