/* On narrow screens the desk's tables stand in lines: each cell is told the head of its column, for the style to show.
   Lines are no table to a screen reader unless their roles are said. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  for (const table of document.querySelectorAll("#result_list, .inline-group .tabular table")) {
    const heads = [...table.querySelectorAll("thead th")];
    const labels = heads.map((head) => (head.querySelector(".text") ?? head).textContent.trim());
    const tell = (selector, role) => table.querySelectorAll(selector).forEach((each) => each.setAttribute("role", role));
    table.setAttribute("role", "table");
    tell("thead, tbody", "rowgroup");
    tell("tr", "row");
    tell("thead th", "columnheader");
    tell("tbody th", "rowheader");
    tell("tbody td", "cell");
    for (const row of table.querySelectorAll("tbody tr")) {
      [...row.cells].forEach((cell, at) => {
        if (labels[at] && row.cells.length === heads.length) cell.dataset.label = labels[at];
      });
    }
  }
});
