// Addresses that can be copied: a sign beside each heading, entry, figure and table leads to it.
const HEADINGS = ".content :is(h2, h3, h4, h5, h6)";
const ENTRIES = ".content .filterable [data-kind][id] > :is(p, h3, h4, h5):first-child";
const FLOATS = ".content :is([id^='fig-'], [id^='tbl-'], [id^='lst-']) > figure > figcaption";

function anchors() {
  for (const place of all([HEADINGS, ENTRIES, FLOATS].join())) {
    const id = place.id || place.closest("[id]")?.id;
    if (!id || place.closest("#quarto-appendix, #title-block-header, .callout")) continue;
    place.append(anchor(id));
  }
}

function anchor(id) {
  const a = document.createElement("a");
  a.className = "anchor anchorjs-link";
  a.href = `#${encodeURIComponent(id)}`;
  a.textContent = "#";
  a.setAttribute("aria-label", words.anchor);
  a.addEventListener("click", () => {
    navigator.clipboard?.writeText(a.href).then(
      () => {
        a.dataset.told = words.copied;
        setTimeout(() => delete a.dataset.told, 1500);
      },
      () => {},
    );
  });
  return a;
}

anchors();
