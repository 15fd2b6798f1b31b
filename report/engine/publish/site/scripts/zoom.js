// Time looked at more closely: the axis of days of a chart that answers lies between two signals, which
// buttons, keys, the wheel with Ctrl or Alt, and dragging move. The still picture shows all of the time.
const [FROM, TO] = ["zoomFrom", "zoomTo"];
const DAY = 864e5; // milliseconds
const CLOSEST = 14 * DAY;
const STEP = 0.6; // of the time seen, that a press leaves
const DRAGGED = 4; // pixels, from which a press is no click

const momentOf = ({ year, month = 1, date = 1 }) => Date.UTC(year, month - 1, date);
const isTime = (channel) => channel?.type === "temporal" && channel.field && channel.scale !== null;

// The panels of a chart, each with its views that are placed in time; those of a panel share an axis.
function panelsIn(part) {
  const inner = ["vconcat", "hconcat", "concat"].flatMap((name) => part[name] ?? []);
  return inner.length ? inner.flatMap(panelsIn) : [viewsIn(part).filter((view) => isTime(view.encoding?.x))];
}

function viewsIn(part) {
  return [...("mark" in part ? [part] : []), ...(part.layer ?? []).flatMap(viewsIn)];
}

// Have a specification's time lie between the signals, if all its axes show one stretch of it: that stretch.
lent.zoomable = (spec) => {
  const panels = panelsIn(spec);
  const domains = panels.flat().map((view) => view.encoding.x.scale?.domain).filter(Array.isArray);
  const [whole, ...others] = [...new Set(domains.map((each) => JSON.stringify(each.map(momentOf))))];
  if (!whole || others.length) return null;
  const ends = JSON.parse(whole);
  for (const views of panels) narrowed(views, ends);
  const signals = [FROM, TO].map((name, at) => ({ name, value: ends[at] }));
  spec.params = [...(spec.params ?? []), ...signals];
  return ends;
};

function narrowed(views, whole) {
  for (const view of views) {
    const { x } = view.encoding;
    if (x.scale?.domain) {
      const { domain: _, ...kept } = x.scale;
      x.scale = { ...kept, domainMin: { expr: FROM }, domainMax: { expr: TO }, clamp: true };
    }
    if (x.axis) x.axis = axisOf(x.axis, whole);
    view.transform = [...(view.transform ?? []), ...seen(view)];
  }
}

// Where all of the time is seen the axis is as it was; else its days are chosen and told anew.
function axisOf({ values, format, ...axis }, [from, to]) {
  const isWhole = `${TO} - ${FROM} >= ${to - from}`;
  const chosen = values && { values: { expr: `${isWhole} ? [${values.map(momentOf)}] : null` } };
  const told = `${TO} - ${FROM} > ${150 * DAY} ? '%b %y' : '%-d %b %y'`;
  const label = format && `utcFormat(datum.value, ${isWhole} ? ${JSON.stringify(format)} : ${told})`;
  return { tickCount: 5, ...axis, ...chosen, ...(label && { labelExpr: label }) };
}

// What a view draws between the signals; of a line also the last row before and the first one after.
function seen({ mark, encoding: { x, x2, color, detail } }) {
  const time = (field) => `time(toDate(datum[${JSON.stringify(field)}]))`;
  if ((mark.type ?? mark) !== "line") {
    const ends = [x, x2 ?? x].map(({ field }) => time(field));
    return [{ filter: `max(${ends}) >= ${FROM} && min(${ends}) <= ${TO}` }];
  }
  const beside = ["lag", "lead"].map((op) => ({ op, field: x.field, as: `_${op}` }));
  const groupby = [color, detail].map((channel) => channel?.field).filter(Boolean);
  const after = `!isValid(datum._lead) || ${time("_lead")} > ${FROM}`;
  const before = `!isValid(datum._lag) || ${time("_lag")} < ${TO}`;
  return [
    { window: beside, groupby, sort: [{ field: x.field }] },
    { filter: `(${after}) && (${before})` },
  ];
}

// Buttons, keys, wheel and drag of a drawn chart; `moved` is told after each change.
lent.zooming = (live, { view, vgSpec }, whole, moved) => {
  const svg = live.querySelector("svg");
  const all = whole[1] - whole[0];
  let [from, to] = whole;
  const set = (start, wanted) => {
    const span = Math.min(Math.max(wanted, CLOSEST), all);
    from = Math.min(Math.max(start, whole[0]), whole[1] - span);
    to = from + span;
    live.classList.toggle("zoomed", span < all);
    view.signal(FROM, from).signal(TO, to).runAsync().then(moved);
  };
  const zoom = (by, share = 0.5) => {
    const span = Math.min(Math.max((to - from) * by, CLOSEST), all);
    set(from + (to - from - span) * share, span);
  };
  const pan = (share) => set(from + (to - from) * share, to - from);
  const ways = [
    ["+", () => zoom(STEP)],
    ["−", () => zoom(1 / STEP)],
    ["←", () => pan(-0.25)],
    ["→", () => pan(0.25)],
    ["0", () => set(whole[0], all)],
  ];
  live.prepend(barOf(ways));
  byKeys(live, new Map(ways));
  byPointer(live, svg, rangeOf(view, vgSpec), { zoom, set, now: () => [from, to - from] });
};

function barOf(ways) {
  const bar = document.createElement("div");
  bar.className = "chart-zoom";
  bar.setAttribute("role", "group");
  const [name, ...told] = words.zoom.split("|");
  bar.setAttribute("aria-label", name);
  ways.forEach(([sign, does], at) => {
    const press = document.createElement("button");
    press.type = "button";
    press.textContent = sign === "0" ? told[at] : sign;
    press.setAttribute("aria-label", told[at]);
    press.title = told[at];
    press.addEventListener("click", does);
    bar.append(press);
  });
  return bar;
}

function byKeys(live, ways) {
  const signs = { "+": "+", "=": "+", "-": "−", "−": "−", 0: "0" };
  const shifted = { ArrowLeft: "←", ArrowRight: "→" };
  const pressed = (event) => {
    if (event.target !== live || event.ctrlKey || event.metaKey || event.altKey) return;
    const does = ways.get(signs[event.key] ?? (event.shiftKey && shifted[event.key]));
    if (!does) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    does();
  };
  live.addEventListener("keydown", pressed, true);
}

// The pixels of the axis of time, from the drawing's left edge.
function rangeOf(view, { scales }) {
  const { name } = scales.find(({ type }) => type === "utc" || type === "time");
  return view.scale(name).range().map((at) => at + view.origin()[0]);
}

function byPointer(live, svg, [left, right], { zoom, set, now }) {
  let grip = null;
  let dragged = false;
  const turned = (event) => {
    if (!event.ctrlKey && !event.altKey && !event.metaKey) return;
    event.preventDefault();
    const { a: scale, e: edge } = svg.getScreenCTM();
    const at = (event.clientX - edge) / scale;
    const share = Math.min(Math.max((at - left) / (right - left), 0), 1);
    zoom(event.deltaY > 0 ? 1.25 : 0.8, share);
  };
  live.addEventListener("wheel", turned, { passive: false });
  svg.addEventListener("pointerdown", (event) => {
    dragged = false;
    if (live.matches(".zoomed") && event.button === 0) grip = [event.clientX, ...now()];
  });
  addEventListener("pointermove", (event) => {
    if (!grip) return;
    const [x, start, span] = grip;
    const by = (event.clientX - x) / svg.getScreenCTM().a;
    dragged ||= Math.abs(by) > DRAGGED;
    if (dragged) set(start - (by / (right - left)) * span, span);
  });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => (grip = null));
  const clicked = (event) => dragged && event.stopPropagation();
  live.addEventListener("click", clicked, true);
}
