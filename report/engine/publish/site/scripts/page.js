// What all scripts of a page share: the root, its words, short ways to elements and to storage.
const root = document.documentElement;
const words = document.body.dataset;
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const lent = {}; // what one script lends another

function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    /* no storage here: it holds for this page only */
  }
}

function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
