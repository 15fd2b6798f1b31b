(function (root) {
  root.classList.add("js");
  try {
    var scheme = localStorage.getItem("theme");
    if (scheme === "light" || scheme === "dark") root.dataset.theme = scheme;
  } catch (error) {
    /* no storage here (a file, a private window): the system's scheme stands */
  }
})(document.documentElement);
