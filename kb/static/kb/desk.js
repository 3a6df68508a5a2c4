/* A form of the editing desk that was begun is not left by a slip: the browser asks first. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("#content-main form[id$=_form]");
  if (!form) return;
  let begun = false;
  form.addEventListener("input", () => (begun = true));
  form.addEventListener("change", () => (begun = true));
  form.addEventListener("submit", () => (begun = false));
  addEventListener("beforeunload", (event) => {
    if (begun) event.preventDefault();
  });
});
