// Reloads the page after a build, and shows over it what went wrong in one that failed.
(() => {
  let seen = null;
  const board = document.createElement("pre");
  board.setAttribute("role", "alert");
  Object.assign(board.style, {
    position: "fixed", inset: "auto 0 0 0", margin: "0", padding: "1rem", maxHeight: "60vh",
    overflow: "auto", whiteSpace: "pre-wrap", font: "14px/1.5 monospace", color: "#fff",
    background: "#7a1020", zIndex: "2147483647",
  });
  new EventSource("/.report/news").addEventListener("message", (event) => {
    const news = JSON.parse(event.data);
    if (news.complaint) {
      board.textContent = news.complaint;
      document.body.append(board);
    } else if (seen !== null && news.number !== seen) {
      location.reload();
    } else {
      board.remove();
    }
    seen = news.number;
  });
})();
