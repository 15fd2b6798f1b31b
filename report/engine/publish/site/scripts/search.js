// Search over all pages, in a dialog; its index is read when it is first asked.
const KINDS = { H3: words.findEntry, H4: words.findRow, H5: words.findSource };
const MOST_PAGES = 8;
const MOST_PLACES = 4;

function search() {
  const dialog = document.getElementById("search");
  if (!dialog) return;
  const box = dialog.querySelector("input");
  const told = dialog.querySelector(".search-told");
  const list = dialog.querySelector(".search-found");
  const button = document.querySelector(".search-button");
  const index = once(() => opened(new URL(dialog.dataset.index, location.href)));
  let asked = 0;

  const look = async () => {
    const mine = ++asked;
    const question = box.value.trim();
    if (location.protocol === "file:") return say(words.findDisk);
    if (!question) return say("");
    const answer = await index().then((open) => open.debouncedSearch(question, {}, 120), nothing);
    if (mine !== asked || answer === null) return;
    if (answer === undefined) return say(words.findBroken);
    const pages = await Promise.all(answer.results.slice(0, MOST_PAGES).map((each) => each.data()));
    if (mine !== asked) return;
    say(pages.length ? "" : words.findNone.replace("{words}", question));
    list.replaceChildren(...pages.map(pageFound));
    if (pages.length) told.textContent = words.findPages.replace("{pages}", answer.results.length);
  };
  const say = (text) => {
    told.textContent = text;
    list.replaceChildren();
  };
  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    box.select();
    if (location.protocol === "file:") say(words.findDisk);
    else index().catch(nothing);
  };

  button.hidden = false;
  button.addEventListener("click", open);
  box.addEventListener("input", look);
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  dialog.addEventListener("keydown", (event) => walk(event, [box, ...all("a", list)]));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest(".search-close, .search-found a")) {
      dialog.close();
    }
  });
  addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.target.closest?.("input, textarea, select, [contenteditable]");
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!slash && !k) return;
    event.preventDefault();
    open();
  });
}

// The index behind an address, told where the site begins.
async function opened(folder) {
  const index = await import(new URL("pagefind.js", folder));
  const { site, rows } = document.getElementById("search").dataset;
  const options = { baseUrl: new URL(site, location.href).pathname, excerptLength: 22 };
  await index.options(options);
  await index.init();
  if (rows !== undefined) {
    await index.mergeIndex(new URL("rows/", folder).pathname, { ...options, indexWeight: 0.6 });
  }
  return index;
}

function once(make) {
  let made;
  return () => (made ??= make());
}

function nothing() {
  return undefined;
}

// Up and down walk through what was found; Escape closes at once, whatever is typed.
function walk(event, stops) {
  if (event.key === "Escape") {
    event.preventDefault();
    event.currentTarget.close();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const at = stops.indexOf(document.activeElement);
  stops[Math.min(Math.max(at + step, 0), stops.length - 1)]?.focus();
}

function pageFound(page) {
  const item = document.createElement("li");
  const title = document.createElement("a");
  title.href = page.url;
  title.className = "search-page";
  title.textContent = page.meta.title;
  const places = document.createElement("ul");
  places.append(...best(page.sub_results).map(placeFound));
  item.append(title, places);
  return item;
}

// Pagefind lists the places of a page in their order; those that fit best come first here.
function best(places) {
  const weight = (place) => place.weighted_locations.reduce((sum, at) => sum + at.balanced_score, 0);
  return [...places].sort((a, b) => weight(b) - weight(a)).slice(0, MOST_PLACES);
}

function placeFound(place) {
  const item = document.createElement("li");
  const a = document.createElement("a");
  a.href = place.url;
  const title = document.createElement("span");
  title.className = "search-place";
  title.textContent = place.anchor ? place.title : "";
  const kind = KINDS[place.anchor?.element.toUpperCase()];
  if (kind) title.dataset.kind = kind;
  const excerpt = document.createElement("span");
  excerpt.className = "search-excerpt";
  excerpt.append(...marked(place.excerpt));
  a.append(title, excerpt);
  item.append(a);
  return item;
}

// An excerpt's words, those that were asked for marked; nothing else of it becomes an element.
function marked(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return [...body.childNodes].map((node) => {
    if (node.nodeName !== "MARK") return node.textContent;
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
}

search();
