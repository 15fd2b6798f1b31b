// Tables: a wide one can be reached with the keyboard, each can be sorted, a long one can be narrowed.
const LONG = 15; // rows from which a table has a box to search in
const NUMBER = /^[−–+-]?\d[\d,]*(\.\d+)?/;
const DATE = /^(\d{1,2} )?(\p{L}+ )?\d{4}$/u;
const ISO = /^\d{4}-\d\d(-\d\d)?$/;

// Only what is wider than its box needs to be reached with the keyboard; a sign says that more follows.
function scrolling() {
  const look = () => {
    const boxes = all(".table-box, .content pre, .content :has(> svg.chart)");
    for (const box of boxes) box.classList.remove("wide"); // what is wide may be set wider still
    const measured = boxes.map((box) => [box, box.scrollWidth > box.clientWidth + 1]);
    for (const [box, wide] of measured) {
      box.classList.toggle("wide", wide);
      if (wide) {
        box.tabIndex = 0;
        if (!box.matches("pre")) {
          box.setAttribute("role", "group"); // no landmark: a page may hold many of them
          box.setAttribute("aria-label", box.matches(".table-box") ? words.scroll : words.scrollChart);
        }
      } else {
        box.removeAttribute("tabindex");
        box.removeAttribute("role");
        box.removeAttribute("aria-label");
      }
    }
  };
  addEventListener("resize", look, { passive: true });
  look();
}

// The rows of a table that has a line of headings and one cell in each of its fields.
function rowsOf(table) {
  const [body] = table.tBodies;
  const heads = table.tHead?.rows[0]?.cells ?? [];
  const plain = table.tHead?.rows.length === 1 && table.tBodies.length === 1 && !table.querySelector("table");
  const rows = plain ? [...body.rows] : [];
  const even = rows.every((row) => row.cells.length === heads.length);
  return even && !table.querySelector("[rowspan], [colspan]") ? rows : [];
}

function textOf(cell) {
  return (cell.dataset.sort ?? cell.textContent).replace(/\s+/g, " ").trim();
}

// How a column is compared: as days, as numbers, or as words.
function measure(texts) {
  const said = texts.filter(Boolean);
  if (said.every((text) => ISO.test(text) || DATE.test(text)) && said.some((text) => text.length > 4)) {
    return (text) => Date.parse(text.length > 4 ? text : `${text}-01-01`);
  }
  if (said.every((text) => NUMBER.test(text))) {
    return (text) => Number(NUMBER.exec(text)[0].replaceAll(",", "").replace(/[−–]/, "-"));
  }
  return null;
}

// The rows in the order of a column; what says nothing comes last, equal rows stay as they were.
function ordered(rows, column, down) {
  const texts = new Map(rows.map((row) => [row, textOf(row.cells[column])]));
  const value = measure([...texts.values()]);
  const compare = value
    ? (a, b) => value(a) - value(b)
    : (a, b) => a.localeCompare(b, root.lang, { numeric: true });
  const sign = down ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [one, other] = [texts.get(a), texts.get(b)];
    if (!one || !other) return Number(!one) - Number(!other);
    return sign * compare(one, other);
  });
}

const NEXT = { none: "ascending", ascending: "descending", descending: "none" };

function sorting(table, rows) {
  table.tHead.rows[0].dataset.said = words.sort; // shown where the lines are cards
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    if (!textOf(head) || head.querySelector("a, button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => {
      const next = NEXT[head.getAttribute("aria-sort")];
      for (const each of heads) if (each.hasAttribute("aria-sort")) each.setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", next);
      table.tBodies[0].append(...(next === "none" ? rows : ordered(rows, column, next === "descending")));
    });
  });
}

function narrowing(table, rows) {
  const form = document.createElement("form");
  form.className = "filter table-filter";
  form.setAttribute("role", "search");
  const box = document.createElement("input");
  box.type = "search";
  box.placeholder = words.search;
  box.setAttribute("aria-label", words.search);
  const told = document.createElement("output");
  form.append(box, told);
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const apply = () => {
    const wanted = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !wanted.every((word) => texts.get(row).includes(word));
    const shown = rows.filter((row) => !row.hidden).length;
    told.textContent = words.shown.replace("{shown}", shown).replace("{all}", rows.length);
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  (table.closest(".table-box") ?? table).before(form);
  apply();
}

for (const table of all(".content table")) {
  const rows = rowsOf(table);
  if (rows.length > 2) sorting(table, rows);
  if (rows.length >= LONG && !table.closest(".filterable")) narrowing(table, rows);
}
scrolling();
