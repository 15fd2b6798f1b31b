// Notes and sources, shown where they are cited.
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

peeks();
