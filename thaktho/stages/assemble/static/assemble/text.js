// Words selected in the clause become the quote of the comment. Without this file people paste the words.
// Letters are counted as the server counts them: whole characters, not UTF-16 halves.
const words = document.querySelector("[data-words]");
const quote = document.querySelector("[name=quote]");
const start = document.querySelector("[name=start]");

function take() {
  const chosen = document.getSelection();
  if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
  const range = chosen.getRangeAt(0);
  if (!words.contains(range.startContainer) || !words.contains(range.endContainer)) return;
  const text = range.toString();
  if (!text.trim()) return;
  const before = document.createRange();
  before.selectNodeContents(words);
  before.setEnd(range.startContainer, range.startOffset);
  quote.value = text;
  start.value = Array.from(before.toString()).length;
}

if (words && quote && start) {
  document.addEventListener("selectionchange", take);
  quote.addEventListener("input", () => { start.value = ""; });
}
