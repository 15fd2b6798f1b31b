// Charts: a still picture until somebody asks for more. Then Vega, loaded once from this site, draws the
// same specification with tooltips; its expressions are interpreted, so that the page's policy holds.
const MOST_FIELDS = 10;
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

async function specOf(address) {
  await scriptAt(address);
  const name = decodeURIComponent(address.split("/").at(-1).replace(/\.js$/, ""));
  // The colours are the still picture's: each a property that the style sheet may set.
  const recoloured = (colour) => `var(--svg-${colour.slice(1).toLowerCase()}, ${colour})`;
  return JSON.parse(JSON.stringify(window.charts[name]).replace(HEX, recoloured));
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
tip.setAttribute("role", "tooltip");
tip.hidden = true;

function tell(_, event, item, value) {
  const fields = value && item?.datum ? fieldsOf(item.datum) : [];
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
  const left = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8);
  const below = event.clientY + 14 + tip.offsetHeight < innerHeight;
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${Math.max(8, below ? event.clientY + 14 : event.clientY - tip.offsetHeight - 10)}px`;
}

// The id of a row on its dataset's page, as the evidence pages write it.
function anchorOf(key) {
  const plain = (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  return `r-${encodeURIComponent(key).replace(/[!'()*~]/g, plain).replaceAll("%", "~")}`;
}

// From a mark to the first row that it rests on; from a disk, where no script reads a file, to the figure's.
async function lead(evidence, menu) {
  const way = menu.parentElement.querySelector(".figure-menu a.derived, .figure-source a.derived");
  if (!way) return;
  const [dataset, keys] = evidence.split(";")[0].split(":");
  const [base] = way.href.split("#");
  let address = way.href;
  try {
    const index = await (await fetch(base.replace(/\.html$/, ".json"))).json();
    const { page } = index.datasets[decodeURIComponent(dataset)];
    address = `${new URL(page, base).href}#${anchorOf(decodeURIComponent(keys.split(" ")[0]))}`;
  } catch {
    /* the figure's evidence names the row too */
  }
  location.assign(address);
}

async function drawn(menu, picture) {
  const [spec] = await Promise.all([specOf(menu.dataset.chart), scriptAt(words.runtime)]);
  const live = document.createElement("div");
  live.className = "chart-live";
  live.hidden = true;
  picture.after(live);
  const { view } = await window.vegaEmbed(live, telling(spec), {
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
  view.addEventListener("click", (_, item) => {
    if (item?.datum?.evidence) lead(item.datum.evidence, menu);
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

function interactive(menu, picture) {
  const turn = button(menu, words.interactive);
  let live = null;
  turn.setAttribute("aria-pressed", "false");
  const toggle = async () => {
    turn.disabled = true;
    try {
      live ??= await drawn(menu, picture);
    } catch {
      turn.parentElement.remove(); // the still picture says all that it said before
      return;
    }
    turn.disabled = false;
    live.hidden = !live.hidden;
    picture.toggleAttribute("hidden", !live.hidden);
    turn.setAttribute("aria-pressed", String(!live.hidden));
    tip.hidden = true;
  };
  turn.addEventListener("click", toggle);
  picture.addEventListener("click", toggle);
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
addEventListener("scroll", () => (tip.hidden = true), { passive: true });
for (const menu of all(".figure-menu")) {
  const picture = menu.parentElement.querySelector("figure svg.chart, figure img");
  const content = picture?.closest("figure > div") ?? picture?.parentElement;
  if (!content) continue;
  if (HTMLDialogElement.prototype.showModal) enlarging(menu, content);
  if (menu.dataset.chart && words.runtime) interactive(menu, picture);
}
