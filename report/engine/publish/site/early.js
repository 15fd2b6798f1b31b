(function (root) {
  root.classList.add("js");
  try {
    var scheme = localStorage.getItem("theme");
    if (scheme === "light" || scheme === "dark") root.dataset.theme = scheme;
  } catch (error) {
    /* no storage here (a file, a private window): the system's scheme stands */
  }
  var fonts = document.querySelector("meta[name=first-fonts]");
  if (!fonts || location.protocol === "file:") return; // a disk lets nobody ask for fonts ahead
  fonts.content.split(" ").forEach(function (font) {
    var link = document.createElement("link");
    link.rel = "preload";
    link.as = "font";
    link.type = "font/woff2";
    link.crossOrigin = "";
    link.href = font;
    document.head.append(link);
  });
})(document.documentElement);
