/* The review queue by keyboard; what was typed as a reason, and what was ticked, is kept while one walks through it. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const review = document.getElementById("review");
  const several = document.getElementById("several");
  document.querySelector(".review-keys")?.removeAttribute("hidden");
  /* on a narrow screen the sorts stand in one line that scrolls */
  const sorts = document.querySelector(".review-sorts");
  const here = sorts?.querySelector("[aria-current]");
  if (here) sorts.scrollLeft = here.offsetLeft - sorts.offsetLeft - (sorts.clientWidth - here.offsetWidth) / 2;
  let busy = false;
  addEventListener("pageshow", () => (busy = false));
  for (const form of document.querySelectorAll("#review, #several")) form.addEventListener("submit", () => (busy = true));

  const why = document.getElementById("why");
  const draft = why && `review ${why.dataset.draft}`;
  if (why && !why.value) why.value = sessionStorage.getItem(draft) || "";
  why?.addEventListener("input", () => sessionStorage.setItem(draft, why.value));
  review?.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "act") return;
    if (why) sessionStorage.removeItem(draft);
    untick(present);
  });

  /* boxes: ticked ones stay ticked from item to item, until something is done with them. One that has become the
     present item has no box: it is ticked again where it is skipped */
  const boxes = [...document.querySelectorAll("#several [name=chosen]")];
  const ticked = () => boxes.filter((box) => box.checked);
  const present = review?.elements.namedItem("item")?.value;
  const kept = new Set(JSON.parse(sessionStorage.getItem("review ticked") || "[]"));
  for (const box of boxes) box.checked = box.checked || kept.has(box.value);
  const untick = (key) => kept.delete(key) && keep();
  const keep = () => {
    const keys = [...ticked().map((box) => box.value), ...(kept.has(present) ? [present] : [])];
    sessionStorage.setItem("review ticked", JSON.stringify(keys));
  };
  if (several) {
    if (kept.has(present)) document.getElementById("ticked-present")?.removeAttribute("hidden");
    const listed = new Set([present, ...boxes.map((box) => box.value)]);
    if ([...kept].some((key) => !listed.has(key))) document.getElementById("ticked-gone").removeAttribute("hidden");
    keep();
  }
  const all = document.getElementById("tick-all");
  const tally = () => {
    if (!all) return;
    all.checked = ticked().length === boxes.length;
    all.indeterminate = !all.checked && ticked().length > 0;
  };
  all?.closest("[hidden]")?.removeAttribute("hidden");
  all?.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    keep();
  });
  several?.addEventListener("change", () => {
    keep();
    tally();
  });
  /* who leaves all as it is finds the boxes ticked as they were */
  document.getElementById("planned")?.addEventListener("submit", () => sessionStorage.removeItem("review ticked"));
  tally();

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (typing || busy || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    const act = { a: "accept", r: "reject" }[event.key];
    const about = act && ticked().length > 0 && several.querySelector(`[name=act][value=${act}]`);
    const control = about || document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!control) return;
    event.preventDefault();
    if (control === why) return why.focus();
    busy = true;
    control.click();
  });
  /* Enter in the field is no decision, nobody should accept by finishing a sentence: it gives the keys back */
  why?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    why.blur();
  });
});
