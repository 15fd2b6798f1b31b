// What unfolds: tabs and callouts.
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

tabsets();
callouts();
