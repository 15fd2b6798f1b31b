// Only a table, chart or code that is wider than its box needs to be reached with the keyboard.
function tables() {
  const look = () => {
    for (const box of all(".table-box, .content pre, .content :has(> svg.chart)")) {
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

tables();
