/* Keys of the loom: 1 2 3 choose, 0 lays the pair aside. They never act while somebody types. */
const typing = (target) => target.closest("input:not([type=radio]), textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
  if (wanted.type === "radio") document.querySelector("#id_reason")?.focus();
});
