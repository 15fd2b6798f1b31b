// Charts: a still picture until somebody asks for more. Then Vega, loaded once from this site, draws the
// same specification with tooltips; its expressions are interpreted, so that the page's policy holds.
const MOST_FIELDS = 10;
const TITLE = 3; // texts of a mark that stand above its rows
const KEY = /^[a-z\d]+(_[a-z\d]+)+$/; // of a row: nothing to read
const HEX = /#[0-9a-f]{6}\b/gi;
const loading = new Map();

function scriptAt(address) {
  if (!loading.has(address)) {
    const loaded = new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = () => failed(new Error(address));
      document.head.append(script);
    });
    loading.set(address, loaded);
  }
  return loading.get(address);
}

async function specOf(address, picture) {
  await scriptAt(address);
  const name = decodeURIComponent(address.split("/").at(-1).replace(/\.js$/, ""));
  // The colours are the still picture's: each a property that the style sheet may set.
  const recoloured = (colour) => `var(--svg-${colour.slice(1).toLowerCase()}, ${colour})`;
  const { usermeta, ...wide } = window.charts[name];
  const { $schema, config, datasets } = wide;
  const spec = isNarrow(picture) ? { $schema, config, datasets, ...usermeta.narrow } : wide;
  return JSON.parse(JSON.stringify(spec).replace(HEX, recoloured));
}

// A chart may be drawn twice, for wide and for narrow boxes; the style sheet shows the one that fits.
function isNarrow(picture) {
  return picture.classList.contains("narrow");
}

function fits(picture) {
  return getComputedStyle(picture).getPropertyValue("--fits").trim() !== "no";
}

// Days are days wherever the reader is: axes of time in UTC, as the still picture has them.
function inUtc(part) {
  if (Array.isArray(part)) return part.map(inUtc);
  if (!part || typeof part !== "object") return part;
  const made = Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, name === "datasets" ? value : inUtc(value)]),
  );
  if (made.type === "temporal" && made.scale !== null) made.scale = { ...made.scale, type: "utc" };
  if (typeof made.year === "number" && !("data" in made)) made.utc = true;
  return made;
}

// The specification with tooltips everywhere; each row keeps what it said before Vega reads it.
function telling(spec) {
  for (const rows of Object.values(spec.datasets ?? {})) {
    for (const row of rows) if (row && typeof row === "object") row._told = { ...row };
  }
  const sans = getComputedStyle(document.body).getPropertyValue("--sans").trim();
  const mark = { ...spec.config?.mark, tooltip: { content: "data" } };
  return { ...spec, config: { ...spec.config, mark, font: sans || "sans-serif" } };
}

// What a row says, each text once: without what is empty, and without what only the drawing needs.
function fieldsOf(datum) {
  const texts = new Set();
  return Object.entries(datum._told ?? datum)
    .filter(([name, value]) => {
      const says = typeof value === "number" || typeof value === "string" || value === true;
      if (!says || value === "" || name.startsWith("_") || name === "evidence") return false;
      if (typeof value === "string" && texts.has(value)) return false;
      texts.add(value);
      return true;
    })
    .slice(0, MOST_FIELDS)
    .map(([name, value]) => [name.replaceAll("_", " "), said(value)]);
}

function said(value) {
  if (typeof value === "number") return String(Math.round(value * 100) / 100);
  return String(value).replace(/T00:00:00(\.000Z?)?$/, "");
}

const tip = document.createElement("div");
tip.className = "chart-tip";
tip.setAttribute("role", "status");
tip.hidden = true;

function tell(_, event, item, value) {
  show(value && item?.datum ? fieldsOf(item.datum) : [], event.clientX, event.clientY);
}

// What a mark says, beside a place in the window; nothing hides it.
function show(fields, x, y) {
  tip.hidden = !fields.length;
  if (tip.hidden) return;
  const list = document.createElement("dl");
  for (const [name, text] of fields) {
    const term = document.createElement("dt");
    const told = document.createElement("dd");
    term.textContent = name;
    told.textContent = text;
    list.append(term, told);
  }
  tip.replaceChildren(list);
  const left = Math.min(x + 14, innerWidth - tip.offsetWidth - 8);
  const below = y + 14 + tip.offsetHeight < innerHeight;
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${Math.max(8, below ? y + 14 : y - tip.offsetHeight - 10)}px`;
}

// A mark opens to the rows that it rests on; from a disk, where no script reads a file, to its figure's.
async function lead(mark, datum, menu) {
  const way = menu.parentElement.querySelector(".figure-menu a.derived, .figure-source a.derived");
  if (!way) return;
  tip.hidden = true;
  const text = fieldsOf(datum).map(([, value]) => value).filter((value) => !KEY.test(value));
  try {
    await lent.openRows(mark, text.slice(0, TITLE).join(", "), datum.evidence, way);
  } catch {
    location.assign(way.href); // the figure's evidence names the rows too
  }
}

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

// Marks by keyboard: arrows walk them line by line, each says what the pointer would be told.
function walkable(live, menu) {
  let marks = [];
  let at = -1;
  live.tabIndex = 0;
  live.setAttribute("role", "group");
  live.setAttribute("aria-label", `${menu.getAttribute("aria-label")}. ${words.marks}`);
  const leave = () => {
    marks[at]?.classList.remove("chart-mark");
    tip.hidden = true;
  };
  const forget = () => {
    leave();
    [marks, at] = [[], -1];
  };
  const go = (next) => {
    leave();
    if (!marks.length) marks = marksIn(live);
    at = Math.min(Math.max(next, 0), marks.length - 1);
    if (!marks[at]) return;
    marks[at].classList.add("chart-mark");
    marks[at].scrollIntoView({ block: "nearest", inline: "nearest" });
    const box = marks[at].getBoundingClientRect();
    show(fieldsOf(marks[at].__data__.datum), box.right - 8, box.bottom - 8);
  };
  live.addEventListener("keydown", (event) => {
    if (event.target !== live) return;
    const step = STEPS[event.key];
    const datum = marks[at]?.__data__.datum;
    if (step) go(at + step);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(Infinity);
    else if (event.key === "Enter" && datum?.evidence) lead(marks[at], datum, menu);
    else return;
    event.preventDefault();
  });
  live.addEventListener("blur", leave);
  return forget;
}

// The marks that have something to say, once each, in the order of reading.
function marksIn(live) {
  const told = new Set();
  const place = (mark) => mark.getBoundingClientRect();
  return [...live.querySelectorAll(":is(.mark-symbol, .mark-rect, .mark-arc, .mark-rule) > *")]
    .filter((mark) => mark.__data__?.datum?._told && fieldsOf(mark.__data__.datum).length)
    .sort((a, b) => Math.round((place(a).top - place(b).top) / 8) || place(a).left - place(b).left)
    .filter((mark) => {
      const text = JSON.stringify(fieldsOf(mark.__data__.datum));
      return !told.has(text) && told.add(text);
    });
}

// The drawing is one picture with a name; its parts, which Vega gives roles without names, say nothing.
function speechless(svg) {
  for (const part of all("[role], [aria-roledescription]", svg)) {
    for (const name of ["role", "aria-roledescription", "aria-label"]) part.removeAttribute(name);
  }
}

async function drawn(menu, picture) {
  const [spec] = await Promise.all([specOf(menu.dataset.chart, picture), scriptAt(words.runtime)]);
  const live = document.createElement("div");
  live.className = ["chart-live", isNarrow(picture) ? "narrow" : picture.matches(".broad") ? "broad" : ""]
    .join(" ")
    .trim();
  live.hidden = true;
  picture.after(live);
  const told = telling(inUtc(spec));
  const whole = lent.zoomable(told);
  const drawing = await window.vegaEmbed(live, told, {
    mode: "vega-lite",
    ast: true,
    actions: false,
    defaultStyle: false,
    renderer: "svg",
    tooltip: tell,
    logLevel: 0,
  });
  const svg = live.querySelector("svg");
  svg.classList.add("chart");
  svg.style.setProperty("--width", `${svg.getAttribute("width")}px`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", picture.getAttribute("aria-label") ?? picture.alt ?? "");
  live.addEventListener("pointerleave", () => (tip.hidden = true));
  const forget = walkable(live, menu);
  speechless(svg);
  if (whole) {
    live.setAttribute("aria-label", `${live.getAttribute("aria-label")} ${words.zoomKeys}`);
    lent.zooming(live, drawing, whole, () => (forget(), speechless(svg)));
  }
  drawing.view.addEventListener("click", (event, item) => {
    if (item?.datum?.evidence) lead(event.target, item.datum, menu);
  });
  return live;
}

function button(menu, text) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  const item = document.createElement("li");
  item.append(made);
  menu.prepend(item);
  return made;
}

function interactive(menu, content, pictures) {
  const turn = button(menu, words.interactive);
  const lives = new Map();
  let on = false;
  turn.setAttribute("aria-pressed", "false");
  const turned = async (wanted) => {
    const picture = pictures.find(fits) ?? pictures[0];
    turn.disabled = true;
    try {
      if (wanted && !lives.has(picture)) lives.set(picture, await drawn(menu, picture));
    } catch {
      turn.parentElement.remove(); // the still picture says all that it said before
      return;
    }
    turn.disabled = false;
    on = wanted;
    for (const [still, live] of lives) {
      still.toggleAttribute("hidden", on);
      live.hidden = !on;
    }
    turn.setAttribute("aria-pressed", String(on));
    tip.hidden = true;
  };
  const toggle = () => turned(!on);
  turn.addEventListener("click", toggle);
  for (const picture of pictures) picture.addEventListener("click", toggle);
  // Turned on its side, a telephone may have room for the wide one.
  new ResizeObserver(() => {
    if (on && !turn.disabled && !lives.has(pictures.find(fits) ?? pictures[0])) turned(true);
  }).observe(content);
}

// The figure as large as the window; on a telephone held sideways that is much.
function enlarging(menu, content) {
  const box = document.createElement("dialog");
  box.className = "chart-large";
  box.setAttribute("aria-label", menu.getAttribute("aria-label"));
  const close = document.createElement("button");
  close.type = "button";
  close.className = "chart-close";
  close.textContent = words.close;
  close.addEventListener("click", () => box.close());
  const open = button(menu, words.enlarge);
  open.addEventListener("click", () => {
    const place = document.createElement("div");
    place.className = "chart-place";
    place.style.height = `${content.offsetHeight}px`;
    content.before(place);
    box.replaceChildren(close, content);
    document.body.append(box);
    box.addEventListener("close", () => (place.replaceWith(content), box.remove()), { once: true });
    box.showModal();
  });
}

document.body.append(tip);
addEventListener("keydown", (event) => event.key === "Escape" && (tip.hidden = true));
addEventListener("wheel", () => (tip.hidden = true), { passive: true });
addEventListener("touchmove", () => (tip.hidden = true), { passive: true });
for (const menu of all(".figure-menu")) {
  const pictures = all("figure svg.chart, figure img", menu.parentElement);
  const [picture] = pictures;
  const content = picture?.closest("figure > div") ?? picture?.parentElement;
  if (!content) continue;
  if (HTMLDialogElement.prototype.showModal) enlarging(menu, content);
  if (menu.dataset.chart && words.runtime) interactive(menu, content, pictures.filter((each) => each.parentElement === picture.parentElement));
}
