// Two charts, each with the same figures in a table beside it.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Figure, Unit } from "./api";
import { say } from "./language";
import { drawn, grouped } from "./number";
import { Value } from "./parts";

export interface Point {
  label: string;
  figure: Figure;
  href?: string;
}

const calm = typeof matchMedia === "function" && matchMedia("(prefers-reduced-motion: reduce)").matches;

function options(kind: "bar" | "line", points: Point[], unit: Unit, narrow: boolean): { [name: string]: unknown } {
  const labels = points.map((p) => p.label);
  const values = points.map((p) => (p.figure.withheld ? null : drawn(p.figure.value)));
  const text = { color: "#4a575e", fontSize: 12 };
  const category = { type: "category", data: labels, axisTick: { show: false }, axisLine: { lineStyle: { color: "#c9c7bd" } }, axisLabel: text };
  const amount = { type: "value", splitLine: { lineStyle: { color: "#e6e3d9" } }, axisLabel: { ...text, hideOverlap: true }, splitNumber: narrow ? 2 : 4 };
  const shown = (p: { dataIndex: number }) => grouped(points[p.dataIndex].figure.value);
  const bar = kind === "bar";
  return {
    animation: !calm,
    animationDuration: 300,
    aria: { enabled: false },
    grid: { left: 8, right: bar ? 72 : 20, top: 16, bottom: 4, containLabel: true },
    tooltip: {
      trigger: bar ? "item" : "axis",
      renderMode: "richText", // no style attributes in markup: the content policy forbids them
      formatter: (p: { dataIndex: number; name: string } | { dataIndex: number; name: string }[]) => {
        const one = Array.isArray(p) ? p[0] : p;
        return `${one.name}\n${shown(one)} ${unit.label}`;
      },
    },
    xAxis: bar ? amount : category,
    yAxis: bar ? { ...category, inverse: true } : amount,
    series: [
      bar
        ? { type: "bar", data: values, barMaxWidth: 18, itemStyle: { color: "#1f6b82", borderRadius: [0, 3, 3, 0] }, label: { show: true, position: "right", color: "#26343b", formatter: shown } }
        : { type: "line", data: values, symbolSize: 5, showSymbol: points.length < 40, lineStyle: { width: 2, color: "#1f6b82" }, itemStyle: { color: "#1f6b82" }, areaStyle: { color: "rgba(31,107,130,0.08)" } },
    ],
  };
}

export function Chart({ kind, points, unit, title }: { kind: "bar" | "line"; points: Point[]; unit: Unit; title: string }) {
  const ref = useRef<HTMLDivElement>(null);
  const [table, setTable] = useState(false);
  const shape = JSON.stringify(points.map((p) => [p.label, p.figure.value])) + unit.name;
  useEffect(() => {
    if (table || !ref.current) return;
    let gone = false;
    let close = () => {};
    import("./echarts").then(({ draw }) => {
      if (gone || !ref.current) return;
      close = draw(ref.current, (width) => options(kind, points, unit, width < 480), (i) => {
        const href = points[i]?.href;
        if (href) location.hash = href;
      });
    });
    return () => {
      gone = true;
      close();
    };
  }, [shape, table, kind]);
  if (!points.length) return <p class="muted">{say("没有可分列的记录。", "Nothing to break down.")}</p>;
  return (
    <figure class="chart">
      <figcaption>
        <h2>{title}</h2>
        <button type="button" class="quiet" aria-pressed={table} onClick={() => setTable(!table)}>
          {table ? say("看图", "Chart") : say("看表", "Table")}
        </button>
      </figcaption>
      {!table && (
        <div
          ref={ref}
          class={"canvas " + kind}
          role="img"
          aria-label={say(`${title}，共 ${points.length} 项；数字见表`, `${title}, ${points.length} values; the table has the figures`)}
          style={kind === "bar" ? { height: `${points.length * 30 + 40}px` } : undefined}
        />
      )}
      <PointTable points={points} unit={unit} hidden={!table} title={title} />
    </figure>
  );
}

/** On paper both are printed; on screen one of them is seen. */
function PointTable({ points, unit, hidden, title }: { points: Point[]; unit: Unit; hidden: boolean; title: string }) {
  return (
    <table class={"points" + (hidden ? " only-print" : "")}>
      <caption class="sr">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{say("分项", "Item")}</th>
          <th scope="col" class="num">
            {unit.label}
          </th>
        </tr>
      </thead>
      <tbody>
        {points.map((p) => (
          <tr key={p.label}>
            <th scope="row">{p.href ? <a href={p.href}>{p.label}</a> : p.label}</th>
            <td class="num">
              <Value figure={p.figure} unit={unit} plain />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

