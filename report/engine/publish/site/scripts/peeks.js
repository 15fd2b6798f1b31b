// Notes, sources and terms, shown where they are named: in the margin where there is room.
const NAMED = ".content :is(a.footnote-ref, a[role='doc-biblioref'], a.term)";
const PATIENCE = 160; // milliseconds in which a pointer may reach the card

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

function peeks() {
  const card = document.createElement("div");
  card.className = "peek";
  card.hidden = true;
  card.id = "peek";
  card.setAttribute("role", "tooltip");
  document.body.append(card);
  let wanted = null;
  let leaving = 0;
  const hide = () => {
    wanted?.removeAttribute("aria-describedby");
    wanted = null;
    card.hidden = true;
  };
  const leave = () => {
    leaving = setTimeout(hide, PATIENCE);
  };
  const stay = () => clearTimeout(leaving);
  const open = async (a) => {
    stay();
    if (wanted === a) return;
    hide();
    wanted = a;
    const said = a.dataset.card ? [a.dataset.card] : contentOf(await meant(a));
    if (!said || wanted !== a) return;
    card.replaceChildren(...said);
    card.hidden = false;
    a.setAttribute("aria-describedby", "peek");
    place(card, a);
  };
  card.addEventListener("mouseenter", stay);
  card.addEventListener("mouseleave", leave);
  for (const a of all(NAMED)) {
    a.addEventListener("mouseenter", () => open(a));
    a.addEventListener("focus", () => open(a));
    a.addEventListener("mouseleave", leave);
    a.addEventListener("blur", leave);
    // Where nothing hovers, the first touch shows and the second leads on.
    a.addEventListener("pointerdown", (event) => {
      a.dataset.first = String(event.pointerType === "touch" && card.hidden);
    });
    a.addEventListener("click", (event) => {
      if (a.dataset.first === "true") event.preventDefault();
      delete a.dataset.first;
    });
  }
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("pointerdown", (event) => {
    if (!event.target.closest?.(".peek, a")) hide();
  });
}

// What a note, a source or a term says, without ids and ways back.
function contentOf(target) {
  if (!target) return null;
  const copy = document.importNode(target.closest("dt")?.nextElementSibling ?? target, true);
  for (const back of all(".footnote-back, .anchor, .uses", copy)) back.remove();
  for (const each of all("[id]", copy)) each.removeAttribute("id");
  return copy.childNodes;
}

// Beside the text, level with the word, if the margin is wide enough; else below or above it.
function place(card, a) {
  const [at] = a.getClientRects();
  const text = document.querySelector(".content").getBoundingClientRect();
  const room = root.clientWidth - text.right;
  const beside = room > 240 && !a.closest(".column-margin, table");
  card.classList.toggle("peek-beside", beside);
  card.style.width = beside ? `${Math.min(room - 40, 320)}px` : "";
  const height = card.offsetHeight;
  const left = beside
    ? text.right + 20
    : Math.min(Math.max(8, at.left), root.clientWidth - card.offsetWidth - 8);
  const below = at.bottom + height + 12 <= innerHeight;
  let top = below ? at.bottom + 8 : at.top - height - 8;
  if (beside) top = Math.max(64, Math.min(at.top - 12, innerHeight - height - 8));
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}

peeks();
