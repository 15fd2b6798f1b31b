// Code that can be copied.
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

copying();
