// Ways through the page: the section being read, the drawer on phones, the menu bar.
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

// What was folded stays folded on the next page.
function folds() {
  for (const fold of all("details[data-remember]")) {
    const key = `fold-${fold.dataset.remember}`;
    if (recall(key) === "closed") fold.open = false;
    fold.addEventListener("toggle", () => remember(key, fold.open ? "open" : "closed"));
  }
}

folds();
drawer();
bar();
contents();
