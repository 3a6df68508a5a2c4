/* The review queue by keyboard; what was typed as a reason is kept while one walks through the queue. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  document.querySelector(".review-keys")?.removeAttribute("hidden");
  const why = document.getElementById("why");
  const draft = why && `review ${why.dataset.draft}`;
  if (why && !why.value) why.value = sessionStorage.getItem(draft) || "";
  why?.addEventListener("input", () => sessionStorage.setItem(draft, why.value));
  document.getElementById("review")?.addEventListener("submit", (event) => {
    if (why && event.submitter?.name === "act") sessionStorage.removeItem(draft);
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (typing || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    const control = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!control) return;
    event.preventDefault();
    control.click();
  });
  /* Enter in the field is no decision: nobody should accept by finishing a sentence */
  why?.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
});
