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

/* Focus that went with the link just followed (a filter taken away, another page) goes to the head of the results. */
let focused = false;
document.addEventListener("htmx:beforeSwap", () => {
  focused = Boolean(document.getElementById("browse")?.contains(document.activeElement));
});
document.addEventListener("htmx:afterSettle", () => {
  const lost = !document.activeElement || document.activeElement === document.body;
  if (focused && lost) document.getElementById("count")?.focus({ preventScroll: true });
  focused = false;
});

/* The sentence that an address leads to is where reading goes on, and is said to be marked. */
function focusGoal() {
  const goal = document.querySelector(".sentence:target, .quotes > li:target, .fact:target");
  if (!goal) return;
  if (goal.matches(".sentence")) goal.setAttribute("role", "mark");
  goal.tabIndex = -1;
  goal.focus({ preventScroll: true });
}
document.addEventListener("DOMContentLoaded", focusGoal);
addEventListener("hashchange", focusGoal);

/* Days can be picked as well as typed. */
function addPickers(root) {
  const drawing = document.getElementById("icon-date");
  if (!drawing) return;
  for (const typed of root.querySelectorAll("input[data-day]:not([data-picker])")) {
    typed.dataset.picker = "";
    const day = document.createElement("input");
    Object.assign(day, { type: "date", tabIndex: -1, ariaHidden: "true", className: "picker" });
    if (/^\d{4}-\d{2}-\d{2}$/.test(typed.value)) day.value = typed.value;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "pick" });
    button.setAttribute("aria-label", `${typed.labels[0].textContent.trim()}: ${typed.dataset.day}`);
    button.append(drawing.content.cloneNode(true));
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

/* The search box: suggestions are the options of a combobox (WAI-ARIA Authoring Practices, list autocomplete). */
function makeCombobox(box) {
  const list = document.getElementById("suggestions");
  let chosen = -1;
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  box.form.append(said);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  const options = () => [...list.querySelectorAll("[role=option]")];
  const show = (open) => {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  };
  const choose = (number) => {
    chosen = number;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === number)));
    const option = options()[number];
    if (option) {
      box.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      box.removeAttribute("aria-activedescendant");
    }
  };
  show(false);
  list.addEventListener("htmx:afterSwap", () => {
    choose(-1);
    show(options().length > 0 && document.activeElement === box);
    said.textContent = document.activeElement === box && box.value ? list.querySelector("[data-said]").dataset.said : "";
  });
  box.addEventListener("keydown", (event) => {
    const number = options().length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && number) {
      event.preventDefault();
      show(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(chosen < 0 ? (step > 0 ? 0 : number - 1) : (chosen + step + number) % number);
    } else if (event.key === "Enter" && !list.hidden && chosen >= 0) {
      event.preventDefault();
      location.assign(options()[chosen].dataset.href);
    }
  });
  /* what was still asked for comes after one has gone on */
  box.addEventListener("blur", () => show(false));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.href);
  });
}
document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("search");
  if (box) makeCombobox(box);
});

/* The language changes on the page as it is now narrowed, not as it was when it came. */
document.addEventListener("submit", (event) => {
  const next = event.target.matches(".languages") && event.target.elements.next;
  if (next) next.value = location.pathname + location.search;
});

/* What takes seconds says that it is under way; whoever comes back to the page finds it at rest. */
document.addEventListener("submit", (event) => {
  const said = event.target.querySelector("[data-busy]");
  if (said && !event.defaultPrevented) said.textContent = said.dataset.busy;
});
addEventListener("pageshow", () => {
  for (const said of document.querySelectorAll("[data-busy]")) said.textContent = "";
});

/* A menu that was opened closes when something else is clicked or reached, and by Escape. */
function closeMenu(event) {
  if (event.key && event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(".more-nav details[open]")) {
    if (event.key || !menu.contains(event.target)) {
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (event.key && inside) menu.querySelector("summary").focus();
    }
  }
}
document.addEventListener("click", closeMenu);
document.addEventListener("focusin", closeMenu);
document.addEventListener("keydown", closeMenu);

/* Drawings wider than the screen take the focus, so that arrow keys slide them; others need not be stopped at. */
const slides = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const frame = target.closest(".picture-frame");
    if (frame.scrollWidth > frame.clientWidth + 1) frame.tabIndex = 0;
    else frame.removeAttribute("tabindex");
  }
});
function watchDrawings() {
  for (const picture of document.querySelectorAll(".picture-frame > .picture")) slides.observe(picture);
}
document.addEventListener("DOMContentLoaded", watchDrawings);
document.addEventListener("htmx:afterSettle", watchDrawings);

/* A drawing that was enlarged is seen around its largest mark. */
document.addEventListener("change", (event) => {
  const drawing = event.target.closest?.(".enlarging")?.parentElement;
  if (!drawing || !event.target.checked) return;
  const frame = drawing.querySelector(".picture-frame");
  const wide = (mark) => mark.getBoundingClientRect().width;
  const marks = [...frame.querySelectorAll(".node, .spot")].sort((one, other) => wide(other) - wide(one));
  if (!marks.length) return;
  const middle = marks[0].getBoundingClientRect().left + wide(marks[0]) / 2 - frame.getBoundingClientRect().left;
  frame.scrollLeft += middle - frame.clientWidth / 2;
});

/* A citation is copied by its button; where the browser does not let a page write to the clipboard, it is chosen. */
function showCopying() {
  for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
}
document.addEventListener("DOMContentLoaded", showCopying);
document.addEventListener("htmx:afterSettle", showCopying);
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const box = button.parentElement;
  const said = box.querySelector("[role=status]");
  const text = box.querySelector(".citation-text");
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text.textContent);
      said.textContent = said.dataset.copied;
      return;
    } catch (error) {
      if (error.name !== "NotAllowedError") throw error;
    }
  }
  getSelection().selectAllChildren(text);
  said.textContent = said.dataset.chosen;
});

/* Buttons that only a script can serve show themselves: print the page, keep its address. */
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  for (const button of document.querySelectorAll("[data-copy-address]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copyAddress);
      button.textContent = button.dataset.copied;
    });
  }
});
