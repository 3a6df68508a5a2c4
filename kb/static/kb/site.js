/* What pages do beyond links and forms. Everything works without this file, only with more clicks. */
"use strict";

/* Folds of the filter form that people opened stay open when the list is narrowed. */
let unfolded = [];
document.addEventListener("htmx:beforeSwap", () => {
  unfolded = [...document.querySelectorAll("#browse details[open][id]")].map((fold) => [fold.id, fold.scrollTop]);
});
document.addEventListener("htmx:afterSwap", () => {
  for (const [id, top] of unfolded) {
    const fold = document.getElementById(id);
    if (fold) {
      fold.open = true;
      fold.scrollTop = top;
    }
  }
});
