// Lists that can be narrowed.
// A long list narrowed by what its entries say of themselves: `data-filter="kind verdict"` on a
// block names the data attributes of the entries within it.
function filters() {
  for (const list of all(".filterable[data-filter]")) {
    const fields = list.dataset.filter.split(/\s+/).filter(Boolean);
    const entries = all(`[data-${fields[0]}]`, list);
    if (!entries.length) continue;
    const form = document.createElement("form");
    form.className = "filter";
    form.setAttribute("role", "search");
    form.append(searchBox(), ...fields.map((field) => choiceOf(field, entries)));
    const told = document.createElement("output");
    form.append(told);
    const texts = new Map(entries.map((entry) => [entry, entry.textContent.toLowerCase()]));
    const apply = () => {
      const wanted = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const entry of entries) {
        const fits = fields.every((field) => {
          const value = form.elements[field].value;
          return !value || entry.dataset[field] === value;
        });
        entry.hidden = !fits || !wanted.every((word) => texts.get(entry).includes(word));
      }
      for (const section of all("section", list)) {
        const own = entries.filter((entry) => section.contains(entry));
        section.hidden = own.length > 0 && own.every((entry) => entry.hidden);
      }
      const shown = entries.filter((entry) => !entry.hidden).length;
      told.textContent = words.shown.replace("{shown}", shown).replace("{all}", entries.length);
    };
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    list.prepend(form);
    apply();
    // An address that names an entry shows it, whatever the list is narrowed to.
    addEventListener("hashchange", () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target?.closest(".filterable[data-filter] [hidden]")) return;
      form.reset();
      apply();
      target.scrollIntoView();
    });
  }
}

function searchBox() {
  const box = document.createElement("input");
  box.type = "search";
  box.name = "words";
  box.placeholder = words.search;
  box.setAttribute("aria-label", words.search);
  return box;
}

function choiceOf(field, entries) {
  const label = document.createElement("label");
  label.append(field[0].toUpperCase() + field.slice(1));
  const select = document.createElement("select");
  select.name = field;
  const values = [...new Set(entries.map((entry) => entry.dataset[field]))];
  values.sort((a, b) => a.localeCompare(b, root.lang, { numeric: true }));
  select.append(new Option(words.every, ""));
  for (const value of values) select.append(new Option(value.replaceAll("_", " "), value));
  label.append(select);
  return label;
}

filters();
