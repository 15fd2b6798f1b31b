// Addresses that can be copied.
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

anchors();
