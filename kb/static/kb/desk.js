/* A form of the editing desk that was begun is not left by a slip: the browser asks first.
   The field that an address names is ready to be typed in. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("#content-main form[id$=_form]");
  if (!form) return;
  /* who comes to correct one field begins there */
  const field = location.hash.startsWith("#id_") && document.getElementById(location.hash.slice(1));
  if (field && form.contains(field)) field.focus();
  let begun = false;
  form.addEventListener("input", () => (begun = true));
  form.addEventListener("change", () => (begun = true));
  form.addEventListener("submit", () => (begun = false));
  addEventListener("beforeunload", (event) => {
    if (begun) event.preventDefault();
  });
});
