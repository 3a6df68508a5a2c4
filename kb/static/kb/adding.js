/* Words selected in an article can be added by hand: a link with their place in the text appears. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const text = document.querySelector(".article-text[data-add]");
  if (!text) return;
  const link = document.createElement("a");
  link.className = "add-selected";
  link.hidden = true;
  text.after(link);
  /* the way at the head of the page, too, leads to the words that are selected */
  const head = document.querySelector("[data-add-head]");

  /* what stands behind a sentence, the numbers of its facts, is no text of the article */
  const isText = (node) => !node.parentElement.closest(".refs");
  const length = (words) => [...words].length;

  /* The place of a point of the page in the article, in code points; null outside its paragraphs. */
  function place(node, offset) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const paragraph = element.closest("[data-start]");
    if (!paragraph) return null;
    const before = document.createRange();
    before.selectNodeContents(paragraph);
    before.setEnd(node, offset);
    let passed = 0;
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    for (let each = walker.nextNode(); each; each = walker.nextNode()) {
      if (!isText(each) || !before.intersectsNode(each)) continue;
      passed += length(each === node ? each.data.slice(0, offset) : each.data);
      if (each === node) break;
    }
    return Number(paragraph.dataset.start) + passed;
  }

  /* Where there is room, the link stands below the words; a telephone has its own menu there. */
  function standBeside(words) {
    if (!link.offsetParent || getComputedStyle(link).position !== "absolute") return;
    const around = link.offsetParent.getBoundingClientRect();
    const right = Math.max(0, around.width - link.offsetWidth);
    link.style.top = `${words.bottom - around.top + 8}px`;
    link.style.left = `${Math.min(Math.max(0, words.left - around.left), right)}px`;
  }

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const inside = range && text.contains(range.startContainer) && text.contains(range.endContainer);
    const start = inside ? place(range.startContainer, range.startOffset) : null;
    const end = inside ? place(range.endContainer, range.endOffset) : null;
    link.hidden = start === null || end === null || end <= start;
    /* a click beside the text ends the selection: the way at the head keeps what was selected until then */
    if (link.hidden && head && text.contains(selection.anchorNode)) head.href = text.dataset.add;
    if (link.hidden) return;
    link.href = `${text.dataset.add}?start=${start}&end=${end}`;
    if (head) head.href = link.href;
    link.textContent = text.dataset.label;
    standBeside(range.getBoundingClientRect());
  });
});
