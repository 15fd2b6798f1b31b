// Comforts: the page reads and works without any of this.
(() => {
  "use strict";
  const root = document.documentElement;
  const words = document.body.dataset;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  function schemes() {
    const button = document.querySelector(".theme-button");
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const now = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");
    const tell = () => button.setAttribute("aria-pressed", String(now() === "dark"));
    button.hidden = false;
    tell();
    dark.addEventListener("change", tell);
    button.addEventListener("click", () => {
      root.dataset.theme = now() === "dark" ? "light" : "dark";
      tell();
      remember("theme", root.dataset.theme);
    });
  }

  function remember(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      /* no storage here: it holds for this page only */
    }
  }

  function recall(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  // The line of the contents whose section is being read.
  function contents() {
    const lines = new Map(
      all("#TOC a[href^='#']").map((a) => [decodeURIComponent(a.hash.slice(1)), a]),
    );
    const sections = [...lines.keys()].map((id) => document.getElementById(id)).filter(Boolean);
    if (!sections.length) return;
    const mark = () => {
      const edge = innerHeight * 0.3;
      const bottom = scrollY + innerHeight >= root.scrollHeight - 2;
      const passed = sections.filter((section) => section.getBoundingClientRect().top <= edge);
      const current = bottom && scrollY > 0 ? sections.at(-1) : passed.at(-1);
      for (const [id, a] of lines) {
        if (current && id === current.id) a.setAttribute("aria-current", "true");
        else a.removeAttribute("aria-current");
      }
    };
    let waiting = false;
    const later = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        mark();
      });
    };
    addEventListener("scroll", later, { passive: true });
    addEventListener("resize", later, { passive: true });
    mark();
  }

  function drawer() {
    const menu = document.getElementById("site-menu");
    menu?.addEventListener("click", (event) => {
      if (event.target.closest("a[href^='#']") && menu.matches(":popover-open")) menu.hidePopover();
    });
    menu?.querySelector(".sidebar-item-text.active")?.scrollIntoView({ block: "nearest" });
  }

  function bar() {
    for (const a of all(".nav-menu > a[href='#']")) {
      a.addEventListener("click", (event) => event.preventDefault());
    }
  }

  // A sign beside each heading that leads to it and copies its address.
  function anchors() {
    for (const heading of all(".content :is(h2, h3, h4, h5, h6)")) {
      const id = heading.id || heading.closest("section")?.id;
      if (!id || heading.closest("#quarto-appendix, #title-block-header, .callout")) continue;
      const a = document.createElement("a");
      a.className = "anchor anchorjs-link";
      a.href = `#${encodeURIComponent(id)}`;
      a.textContent = "#";
      a.setAttribute("aria-label", words.anchor);
      a.addEventListener("click", () => navigator.clipboard?.writeText(a.href).catch(() => {}));
      heading.append(a);
    }
  }

  function copying() {
    if (!navigator.clipboard) return;
    for (const pre of all(".content pre.sourceCode, .content div.sourceCode > pre")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy-code";
      button.textContent = words.copy;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(pre.querySelector("code")?.textContent ?? "");
        button.textContent = words.copied;
        setTimeout(() => (button.textContent = words.copy), 1500);
      });
      (pre.closest("div.sourceCode") ?? pre).append(button);
    }
  }

  function tabsets() {
    for (const tabset of all(".panel-tabset")) {
      const list = tabset.querySelector(".nav-tabs");
      const tabs = all(".nav-link", list);
      const panes = all(":scope > .tab-content > .tab-pane", tabset);
      list.setAttribute("role", "tablist");
      tabs.forEach((tab, i) => {
        tab.setAttribute("role", "tab");
        tab.parentElement.setAttribute("role", "presentation");
        panes[i]?.setAttribute("role", "tabpanel");
        if (panes[i]?.id) tab.setAttribute("aria-controls", panes[i].id);
        tab.addEventListener("click", (event) => {
          event.preventDefault();
          choose(tabset, tab.textContent.trim());
        });
        tab.addEventListener("keydown", (event) => {
          const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
          if (!step) return;
          const next = tabs[(i + step + tabs.length) % tabs.length];
          choose(tabset, next.textContent.trim());
          next.focus();
        });
      });
      const group = tabset.dataset.group;
      const known = group && recall(`tabs-${group}`);
      const names = tabs.map((tab) => tab.textContent.trim());
      show(tabset, names.includes(known) ? known : names[0]);
    }
  }

  function choose(tabset, name) {
    const group = tabset.dataset.group;
    if (!group) return show(tabset, name);
    remember(`tabs-${group}`, name);
    all(".panel-tabset")
      .filter((each) => each.dataset.group === group)
      .forEach((each) => show(each, name));
  }

  function show(tabset, name) {
    const tabs = all(".nav-link", tabset.querySelector(".nav-tabs"));
    const panes = all(":scope > .tab-content > .tab-pane", tabset);
    const chosen = tabs.findIndex((tab) => tab.textContent.trim() === name);
    if (chosen < 0) return;
    tabs.forEach((tab, i) => {
      tab.setAttribute("aria-selected", String(i === chosen));
      tab.setAttribute("tabindex", i === chosen ? "0" : "-1");
      panes[i]?.classList.toggle("active", i === chosen);
    });
  }

  function callouts() {
    for (const header of all(".callout-header[data-bs-toggle]")) {
      const body = header.parentElement.querySelector(".callout-collapse");
      if (!body) continue;
      header.setAttribute("role", "button");
      header.tabIndex = 0;
      const turn = () => {
        const open = body.classList.toggle("show");
        header.setAttribute("aria-expanded", String(open));
      };
      header.addEventListener("click", turn);
      header.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        turn();
      });
    }
  }

  // Only a table that is wider than its box needs to be reached with the keyboard.
  function tables() {
    const look = () => {
      for (const box of all(".table-box, .content pre")) {
        if (box.scrollWidth > box.clientWidth + 1) {
          box.tabIndex = 0;
          if (box.matches(".table-box")) {
            box.setAttribute("role", "region");
            box.setAttribute("aria-label", words.scroll);
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

  // What a link leads to: on this page, or on another one of the site, read once.
  const pages = new Map();
  async function meant(a) {
    const id = decodeURIComponent(a.hash.slice(1));
    const [page] = a.href.split("#");
    if (page === location.href.split("#")[0]) return document.getElementById(id);
    if (!pages.has(page) && location.protocol !== "file:") pages.set(page, read(page));
    return (await pages.get(page))?.getElementById(id);
  }

  async function read(page) {
    try {
      const answer = await fetch(page);
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return null;
    }
  }

  // Notes and sources, where the eye already is.
  function peeks() {
    const box = document.createElement("div");
    box.className = "peek";
    box.hidden = true;
    box.id = "peek";
    box.setAttribute("role", "tooltip");
    document.body.append(box);
    let wanted = null;
    const hide = () => {
      wanted = null;
      box.hidden = true;
      for (const a of all("[aria-describedby='peek']")) a.removeAttribute("aria-describedby");
    };
    const open = async (a) => {
      wanted = a;
      const target = await meant(a);
      if (!target || wanted !== a) return;
      const copy = document.importNode(target, true);
      for (const back of all(".footnote-back", copy)) back.remove();
      for (const each of all("[id]", copy)) each.removeAttribute("id");
      box.replaceChildren(...copy.childNodes);
      box.hidden = false;
      a.setAttribute("aria-describedby", "peek");
      const at = a.getBoundingClientRect();
      const width = box.offsetWidth;
      const left = Math.min(Math.max(8, at.left), root.clientWidth - width - 8);
      const above = at.bottom + box.offsetHeight + 12 > innerHeight;
      box.style.left = `${left + scrollX}px`;
      box.style.top = `${(above ? at.top - box.offsetHeight - 8 : at.bottom + 8) + scrollY}px`;
    };
    for (const a of all(".content a.footnote-ref, .content a[role='doc-biblioref']")) {
      a.addEventListener("mouseenter", () => open(a));
      a.addEventListener("focus", () => open(a));
      a.addEventListener("mouseleave", hide);
      a.addEventListener("blur", hide);
    }
    addEventListener("keydown", (event) => event.key === "Escape" && hide());
  }

  for (const start of [schemes, drawer, bar, contents, anchors, copying, tabsets, callouts, tables, filters, peeks]) {
    start();
  }
})();
