(function (root) {
  root.classList.add("js");
  try {
    var scheme = localStorage.getItem("scheme");
    if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
  } catch (error) {
    /* no storage here (a file, a private window): the system's scheme stands */
  }
})(document.documentElement);
