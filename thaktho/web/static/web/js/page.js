// What every page may use. Each thing here only makes smoother what works without it.
document.documentElement.classList.add("js");

// Menus close on Escape and on a press outside.
const menus = () => document.querySelectorAll("details[data-menu][open]");
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Copy: <button data-copy="#id of a field"> or data-copy-text="…"; says data-copied for a while.
async function copy(button) {
  const field = button.dataset.copy && document.querySelector(button.dataset.copy);
  const text = field ? field.value : button.dataset.copyText || location.href;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (!field) return;
    field.select();
    document.execCommand("copy");
  }
  const label = button.querySelector("span") || button;
  const before = label.textContent;
  label.textContent = button.dataset.copied || before;
  setTimeout(() => (label.textContent = before), 2500);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy],[data-copy-text],[data-copy-link]");
  if (button) copy(button);
  if (event.target.closest("[data-print]")) print();
});

// A button that was pressed keeps its width and says that it is at work.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !button || !button.dataset.busy) return;
  button.style.minWidth = `${button.offsetWidth}px`;
  button.setAttribute("aria-busy", "true");
  (button.querySelector("span") || button).textContent = button.dataset.busy;
});
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("[aria-busy=true]")) button.removeAttribute("aria-busy");
});

// A question that has a page of its own opens as a dialog: <a data-dialog href="…">.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !window.HTMLDialogElement) return;
  event.preventDefault();
  const answer = await fetch(link.href).catch(() => null);
  const text = answer && answer.ok ? await answer.text() : "";
  const form = text && new DOMParser().parseFromString(text, "text/html").querySelector("form[data-confirm]");
  if (!form) return location.assign(link.href);
  if (!form.hasAttribute("action")) form.action = link.href;
  const dialog = document.createElement("dialog");
  dialog.append(form);
  dialog.setAttribute("aria-label", form.querySelector("h1,h2")?.textContent || "");
  document.body.append(dialog);
  dialog.addEventListener("close", () => (dialog.remove(), link.focus()));
  form.querySelector("[data-cancel]")?.addEventListener("click", (press) => (press.preventDefault(), dialog.close()));
  dialog.showModal();
});

// A wide table fades where it goes on, and its hint goes when all of it is in sight: <div class="scroll" data-scrolls>.
for (const box of document.querySelectorAll("[data-scrolls]")) {
  const look = () => {
    const left = box.scrollWidth - box.clientWidth;
    box.classList.toggle("fits", left < 2);
    box.classList.toggle("goes-on", left - box.scrollLeft > 2);
  };
  box.addEventListener("scroll", look, { passive: true });
  new ResizeObserver(look).observe(box);
}

// The summary of errors takes the focus, so that it is read first.
document.getElementById("errors")?.focus();
