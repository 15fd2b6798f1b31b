// The button that turns light and dark.
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

schemes();
