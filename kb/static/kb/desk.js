/* A form of the editing desk that was begun is not left by a slip: the browser asks first. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("#content-main form[id$=_form]");
  if (!form) return;
  let begun = false;
  form.addEventListener("input", () => (begun = true));
  form.addEventListener("change", () => (begun = true));
  form.addEventListener("submit", () => (begun = false));
  /* the address may name a field that stands behind a list to search in: that is opened */
  const asked = document.getElementById(location.hash.slice(1));
  if (asked?.matches("select.admin-autocomplete")) django.jQuery(() => django.jQuery(asked).select2("open"));
  addEventListener("beforeunload", (event) => {
    if (begun) event.preventDefault();
  });
});
