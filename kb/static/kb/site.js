/* What pages do beyond links and forms. Everything works without this file, only with more clicks. */
"use strict";

/* Folds of the filter form that people opened stay open when the list is narrowed; 'Show' closes the drawer. */
let unfolded = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  const asked = event.detail.requestConfig?.triggeringEvent?.type;
  unfolded = [...document.querySelectorAll("#browse details[open][id]")]
    .filter((fold) => fold.id !== "filters" || asked === "change")
    .map((fold) => [fold.id, fold.scrollTop, fold.querySelector("form")?.scrollTop]);
});
document.addEventListener("htmx:afterSwap", () => {
  for (const [id, top, formTop] of unfolded) {
    const fold = document.getElementById(id);
    if (!fold) continue;
    fold.open = true;
    fold.scrollTop = top;
    const form = fold.querySelector("form");
    if (form && formTop) form.scrollTop = formTop;
  }
});
document.addEventListener("keydown", (event) => {
  const drawer = document.getElementById("filters");
  const over = drawer && getComputedStyle(drawer.querySelector("form")).position === "fixed";
  if (event.key === "Escape" && over && drawer.open) {
    drawer.open = false;
    drawer.querySelector("summary").focus();
  }
});

/* Days can be picked as well as typed. */
function addPickers(root) {
  for (const typed of root.querySelectorAll("input[data-day]:not([data-picker])")) {
    typed.dataset.picker = "";
    const day = document.createElement("input");
    Object.assign(day, { type: "date", tabIndex: -1, ariaHidden: "true", className: "picker" });
    if (/^\d{4}-\d{2}-\d{2}$/.test(typed.value)) day.value = typed.value;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "pick" });
    button.setAttribute("aria-label", `${typed.labels[0].textContent.trim()}: ${typed.dataset.day}`);
    button.append(document.querySelector("#icon-date").content.cloneNode(true));
    button.addEventListener("click", () => day.showPicker());
    day.addEventListener("change", () => {
      typed.value = day.value;
      typed.dispatchEvent(new Event("change", { bubbles: true }));
    });
    day.addEventListener("change", (event) => event.stopPropagation());
    typed.after(button, day);
  }
}
document.addEventListener("DOMContentLoaded", () => addPickers(document));
document.addEventListener("htmx:load", (event) => addPickers(event.target.parentElement || document));
