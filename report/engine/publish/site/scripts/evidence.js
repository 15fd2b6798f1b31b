// A value opens to its evidence where it stands: function, rows, sources, loaded when they are wanted.
// Without this, from a disk, and where anything fails, the value is a link to its evidence page.
const told = new Map(); // what was loaded, by address
const MANY = 5; // rows shown at a time

function load(address) {
  if (!told.has(address)) {
    const answer = fetch(address).then((response) => {
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      return response.json();
    });
    told.set(address, answer);
  }
  return told.get(address);
}

// An element with attributes and children; texts never become markup.
function made(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

function link(address, ...children) {
  return made("a", { href: address }, ...children);
}

// A sentence with a place in braces, an element put there.
function sentence(text, name, element) {
  const [before, after = ""] = text.split(`{${name}}`);
  return [before, element, after];
}

// The places of a value's rows, in order, from runs of first and last.
function* places(rows, count) {
  for (const [first, last] of rows === true ? [[0, count - 1]] : rows) {
    for (let place = first; place <= last; place += 1) yield place;
  }
}

async function rowAt(place, dataset, base) {
  const number = dataset.starts.findLastIndex((start) => start <= place);
  const piece = await load(new URL(`${dataset.pieces}/${number}.json`, base).href);
  return { row: piece.rows[place - dataset.starts[number]], sources: piece.sources };
}

function sourceItem(source) {
  const name = source.url
    ? made("a", { href: source.url, rel: "external" }, source.text)
    : source.text;
  return made("li", {}, name, source.kind ? made("small", {}, ` ${source.kind}`) : null);
}

function rowItem({ row, sources }, open) {
  const cells = row.cells.flatMap(([title, text]) => [made("dt", {}, title), made("dd", {}, text)]);
  const pages = row.sources.map((key) => sourceItem(sources[key]));
  const details = made("details", open ? { open: "" } : {}, made("summary", {}, row.head));
  if (cells.length) details.append(made("dl", {}, ...cells));
  details.append(made("p", { class: "evidence-key" }, made("code", {}, row.key)));
  return made("li", {}, details, pages.length ? made("ul", { class: "evidence-pages" }, ...pages) : null);
}

function rowsOf([name, rows], index, base) {
  const found = [...places(rows, index.datasets[name].count)];
  return listed(index.datasets[name], found, rows === true, index, base);
}

// The rows of one dataset, a few first, more on demand.
async function listed(dataset, found, whole, index, base) {
  const waiting = [...found];
  const count = waiting.length;
  const text = whole ? index.words.all_rows : count === 1 ? index.words.one_row : index.words.some_rows;
  const title = link(new URL(dataset.page, base).href, dataset.title);
  const heading = made("h3", {}, ...sentence(text.replace("{count}", count), "dataset", title));
  const list = made("ul", { class: "evidence-found" });
  const more = made("button", { type: "button", class: "evidence-more" }, index.words.more);
  const next = async () => {
    const rows = await Promise.all(waiting.splice(0, MANY).map((place) => rowAt(place, dataset, base)));
    const items = rows.map((one) => rowItem(one, count === 1));
    list.append(...items);
    more.hidden = !waiting.length;
    return items;
  };
  more.addEventListener("click", async () => {
    const [first] = await next();
    first?.querySelector("summary").focus();
  });
  await next();
  return made("section", {}, heading, list, more);
}

function madeBy(name, index, base) {
  if (!name) return made("p", {}, index.words.shown);
  const code = made("code", {}, name.split(".").slice(-2).join("."));
  const address = index.functions[name];
  const named = address ? link(new URL(address, base).href, code) : code;
  named.title = name;
  return made("p", {}, `${index.words.computed} `, named);
}

// The index beside a page of evidence, which a server or Quarto's script may call by its folder's name.
function indexOf(base) {
  return load(base.replace(/\/$/, "/index.html").replace(/\.html$/, ".json"));
}

async function contentsOf(id, base) {
  const index = await indexOf(base);
  const value = index.values[id];
  const rows = await Promise.all(value.rows.map((each) => rowsOf(each, index, base)));
  const here = link(`#evidence=${id}`, index.words.link);
  here.addEventListener("click", (event) => {
    event.preventDefault();
    navigator.clipboard?.writeText(here.href).then(() => (here.textContent = words.copied), () => {});
  });
  const day = index.day ? made("p", { class: "evidence-day" }, index.words.as_of.replace("{day}", index.day)) : null;
  return { index, value, parts: [madeBy(value.function, index, base), day, ...rows, footer(id, base, here, index)] };
}

// What a mark rests on, told as `dataset:key key;other:*`: rows of its figure, those named first in front.
async function behind(told, id, base) {
  const index = await indexOf(base);
  const value = index.values[id];
  const rows = told.split(";").map(async (part) => {
    const [name, keys] = part.split(":");
    const dataset = decodeURIComponent(name);
    if (keys === "*") return rowsOf([dataset, true], index, base);
    const among = value.rows.find(([one]) => one === dataset)?.[1] ?? true;
    const wanted = keys.split(" ").map(decodeURIComponent);
    return listed(index.datasets[dataset], await placesOf(wanted, among, index.datasets[dataset], base), false, index, base);
  });
  return { index, parts: [madeBy(value.function, index, base), ...(await Promise.all(rows)), footer(id, base, null, index)] };
}

// Where the rows with these keys stand, in the order of the keys.
async function placesOf(keys, among, dataset, base) {
  const keyed = [...places(among, dataset.count)].map(async (place) => {
    const { row } = await rowAt(place, dataset, base);
    return [row.key, place];
  });
  const known = new Map(await Promise.all(keyed));
  if (!keys.every((key) => known.has(key))) throw new Error("a row is not among those of its figure");
  return keys.map((key) => known.get(key));
}

function footer(id, base, here, index) {
  const page = link(`${base}#${id}`, index.words.whole_evidence);
  return made("p", { class: "evidence-ways" }, page, here);
}

function evidence() {
  if (location.protocol === "file:") return;
  const values = all("a.derived[href*='#e-']");
  if (!values.length) return;
  const box = made("dialog", { class: "evidence-box", "aria-labelledby": "evidence-title" });
  document.body.append(box);
  let before = "";
  for (const a of values) a.setAttribute("aria-haspopup", "dialog");

  const open = async (a) => {
    const [base, id] = a.href.split("#");
    let found;
    try {
      found = await contentsOf(id, base);
    } catch {
      location.assign(a.href);
      return;
    }
    if (!location.hash.startsWith("#evidence=")) before = location.hash;
    history.replaceState(null, "", `#evidence=${id}`);
    show(a, found.value.text, found);
  };

  const show = (element, text, { index, parts }) => {
    const close = made("button", { type: "button", class: "evidence-close", "aria-label": index.words.close }, "×");
    close.addEventListener("click", () => box.close());
    const title = made("h2", { id: "evidence-title" }, text);
    box.replaceChildren(made("header", {}, title, close), ...parts.filter(Boolean));
    if (!box.open) box.showModal();
    box.scrollTop = 0;
    beside(box, element);
  };

  // The rows behind a mark, beside it; `way` leads to those of its figure.
  lent.openRows = async (mark, text, told, way) => {
    const [base, id] = way.href.split("#");
    const found = await behind(told, id, base);
    before = location.hash;
    show(mark, text, found);
  };

  document.addEventListener("click", (event) => {
    const a = event.target.closest?.("a.derived[href*='#e-']");
    if (!a || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(a);
  });
  // The whole box is covered by what lies in it: a click on the dialog itself is one beside it.
  box.addEventListener("click", (event) => event.target === box && outside(box, event) && box.close());
  box.addEventListener("close", () => {
    history.replaceState(null, "", before || location.pathname + location.search);
  });
  const asked = () => {
    const id = decodeURIComponent(location.hash).replace("#evidence=", "");
    const a = values.find((each) => each.hash === `#${id}`);
    if (!location.hash.startsWith("#evidence=") || !a) return;
    for (const folded of folds(a)) folded.open = true;
    a.scrollIntoView({ block: "center" });
    a.focus({ preventScroll: true });
    open(a);
  };
  addEventListener("hashchange", asked);
  asked();
}

function folds(element) {
  const found = [];
  for (let up = element.closest("details"); up; up = up.parentElement.closest("details")) found.push(up);
  return found;
}

function outside(box, { clientX, clientY }) {
  const at = box.getBoundingClientRect();
  return clientX < at.left || clientX > at.right || clientY < at.top || clientY > at.bottom;
}

// Beside the value where there is room; on a phone the style sheet makes a sheet at the bottom of it.
function beside(box, a) {
  box.style.removeProperty("left");
  box.style.removeProperty("top");
  if (matchMedia("(max-width: 40rem)").matches) return;
  const at = a.getBoundingClientRect();
  const left = Math.min(Math.max(16, at.left), root.clientWidth - box.offsetWidth - 16);
  const below = at.bottom + 8 + box.offsetHeight <= innerHeight - 16;
  const top = below ? at.bottom + 8 : Math.max(16, innerHeight - box.offsetHeight - 16);
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}

// A link to a row that stands on another part of its table leads on to it.
async function otherPart() {
  const parts = document.querySelector("nav[data-parts]");
  const id = location.hash.slice(1);
  if (!parts || !id.startsWith("r-") || document.getElementById(decodeURIComponent(id))) return;
  const ways = new URL(parts.dataset.parts, location.href).href;
  const page = (await load(ways).catch(() => ({})))[decodeURIComponent(id)];
  if (page) location.replace(`${new URL(`../${page}`, ways).href}#${id}`);
}

evidence();
otherPart();
addEventListener("hashchange", otherPart);
