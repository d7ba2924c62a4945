// Only the parts of ECharts that two charts need; loaded when the first one is drawn.
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

/** Draws, follows the width of its place, and gives what ends it. */
export function draw(at: HTMLElement, options: (width: number) => { [name: string]: unknown }, chosen: (index: number) => void): () => void {
  const chart = init(at, undefined, { devicePixelRatio: Math.max(2, devicePixelRatio) });
  const again = () => {
    chart.resize();
    chart.setOption(options(at.clientWidth));
  };
  again();
  chart.on("click", (p) => chosen(p.dataIndex as number));
  const watch = new ResizeObserver(again);
  watch.observe(at);
  addEventListener("beforeprint", again);
  return () => {
    watch.disconnect();
    removeEventListener("beforeprint", again);
    chart.dispose();
  };
}
