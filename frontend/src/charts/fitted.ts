/** A chart of Plot's made fit for this page. */
export function fitted(chart: Element): SVGElement {
  // Its own style element would be refused by the content policy; styles/incidents.css says the same.
  for (const style of chart.querySelectorAll('style')) style.remove();
  // Labels such as "rect" on groups without a role say nothing to a screen reader.
  for (const group of chart.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
  return chart as SVGElement;
}
