/* Words selected in an article can be added by hand: a link with their place in the text appears. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const text = document.querySelector(".article-text[data-add]");
  if (!text) return;
  const link = document.createElement("a");
  link.className = "add-selected";
  link.hidden = true;
  text.after(link);

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

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const inside = range && text.contains(range.startContainer) && text.contains(range.endContainer);
    const start = inside ? place(range.startContainer, range.startOffset) : null;
    const end = inside ? place(range.endContainer, range.endOffset) : null;
    link.hidden = start === null || end === null || end <= start;
    if (link.hidden) return;
    link.href = `${text.dataset.add}?start=${start}&end=${end}`;
    link.textContent = text.dataset.label;
  });
});
