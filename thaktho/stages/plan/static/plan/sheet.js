// The sheet as a keyboard knows it: arrows move, Enter edits, Esc gives up, Tab saves and goes on, Ctrl+V pastes a block,
// Ctrl+Z takes the last saved cell back and Ctrl+Y puts it in again.
// Without this script every cell is edited on its row's own page.
const table = document.querySelector("table[data-sheet]");
const status = document.querySelector("[data-status]");
const cellForm = document.getElementById("cell-form");
const pasteForm = document.getElementById("paste-form");
const wide = matchMedia("(min-width:800px)");

const rows = () => [...table.tBodies[0].rows];
const cells = (row) => [...row.querySelectorAll("td[data-field]")];
const open = (cell) => cell && cell.hasAttribute("data-value");
const say = (text) => status && (status.textContent = text);
let current = null;

function go(cell, { focus = true } = {}) {
  if (!cell) return;
  if (current) {
    current.classList.remove("current");
    current.tabIndex = -1;
  }
  current = cell;
  cell.tabIndex = 0;
  cell.classList.add("current");
  if (focus) cell.focus();
}

function near(cell, down, right) {
  const all = rows();
  const row = all[all.indexOf(cell.closest("tr")) + down];
  const inRow = cells(cell.closest("tr"));
  return row && cells(row)[inRow.indexOf(cell) + right];
}

function edit(cell, first) {
  if (cell && !open(cell)) say(table.dataset.locked);
  if (!open(cell) || cell.classList.contains("editing")) return;
  const box = document.createElement("textarea");
  const before = cell.innerHTML;
  box.value = first ?? cell.dataset.value;
  box.setAttribute("aria-label", cell.dataset.label);
  cell.classList.add("editing");
  cell.replaceChildren(box);
  box.focus();
  if (first === undefined) box.select();
  let over = false;
  const put = () => {
    over = true;
    cell.classList.remove("editing");
    cell.innerHTML = before;
  };
  const leave = (down, right) => {
    if (over) return;
    const value = box.value;
    const next = near(cell, down, right) || cell;
    put();
    if (value.trim() !== cell.dataset.value.trim()) save(cell, value);
    go(down || right ? (next.isConnected ? next : cell) : cell, { focus: Boolean(down || right) });
  };
  box.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") {
      put();
      go(cell);
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      leave(1, 0);
    } else if (event.key === "Tab") {
      event.preventDefault();
      leave(0, event.shiftKey ? -1 : 1);
    }
  });
  box.addEventListener("paste", (event) => event.stopPropagation());
  box.addEventListener("blur", () => leave(0, 0));
}

// One save at a time for each row, so that the second knows the version the first made.
const queues = new Map();
function save(cell, value, done = steps.saved) {
  const id = cell.closest("tr").dataset.row;
  const field = cell.dataset.field;
  const before = cell.dataset.value;
  cell.classList.add("busy");
  cell.textContent = value;
  say(table.dataset.saving);
  const turn = (queues.get(id) || Promise.resolve())
    .then(() => send(id, field, value))
    .then((saved) => saved && done({ id, field, before, after: value }));
  queues.set(id, turn);
}

// What was saved on this page, to be taken back step by step. Each step back is itself a change with its line of history.
const steps = {
  past: [],
  future: [],
  button: document.querySelector("[data-undo]"),
  saved(step) {
    steps.past.push(step);
    steps.future = [];
    steps.show();
  },
  back() {
    const step = steps.past.pop();
    // Nothing typed on this page: what was pasted or changed just before it has its own way back, in the message.
    if (!step) return void document.querySelector(".toasts form button")?.click();
    steps.put(step, step.before, () => steps.future.push(step));
  },
  again() {
    const step = steps.future.pop();
    if (step) steps.put(step, step.after, () => steps.past.push(step));
  },
  put(step, value, done) {
    const cell = document.querySelector(`#row-${step.id} td[data-field=${step.field}]`);
    if (open(cell)) save(cell, value, () => (done(), steps.show()));
    steps.show();
  },
  show() {
    if (steps.button) steps.button.hidden = !steps.past.length;
  },
};

async function send(id, field, value, act = crypto.randomUUID()) {
  const row = document.getElementById(`row-${id}`);
  const cell = row?.querySelector(`td[data-field=${field}]`);
  if (!cell) return;
  const body = new FormData(cellForm);
  for (const [name, text] of [["act_id", act], ["version", row.dataset.version], ["field", field], ["value", value]]) body.set(name, text);
  let answer, found;
  try {
    answer = await fetch(row.dataset.url, { method: "POST", body, headers: { Accept: "application/json" } });
    found = await answer.json();
  } catch {
    cell.classList.remove("busy");
    cell.dataset.value = `${cell.dataset.value}`;
    say(table.dataset.failed);
    setTimeout(() => cell.isConnected && (edit(cell, value), say(table.dataset.failed)), 50);
    return;
  }
  if (answer.status === 409) return void byForm(row, field, value);
  if (!answer.ok) {
    cell.classList.remove("busy");
    say(found.why);
    edit(cell, value);
    return;
  }
  const at = current && current.closest("tr") === row ? current.dataset.field : "";
  const focused = row.contains(document.activeElement);
  const fresh = document.createElement("tbody");
  fresh.innerHTML = found.html;
  const made = fresh.rows[0];
  if (!table.querySelector("thead .notes")) made.querySelector("td.notes")?.remove();
  row.replaceWith(made);
  if (at) go(made.querySelector(`td[data-field=${at}]`), { focus: focused });
  const foot = table.tFoot;
  if (!location.search && foot) {
    foot.querySelector("[data-total]").textContent = found.said ? found.total : "–";
    foot.querySelector("[data-said]").textContent = found.said;
  }
  say(found.saved);
  return true;
}

// Somebody changed the same cell: the same question goes as a page, where both versions are shown.
function byForm(row, field, value) {
  cellForm.action = row.dataset.url;
  cellForm.elements.act_id.value = crypto.randomUUID();
  cellForm.elements.version.value = row.dataset.version;
  cellForm.elements.field.value = field;
  cellForm.elements.value.value = value;
  cellForm.submit();
}

if (table && cellForm) {
  const first = cells(rows()[0] || document.createElement("tr"))[0];
  if (first && wide.matches) (current = first).tabIndex = 0;
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("td[data-field]");
    if (!wide.matches || !cell || event.target.closest("textarea,form,button")) return;
    if (event.target.closest("a") && (event.ctrlKey || event.metaKey)) return;
    if (event.target.closest("a") && open(cell)) event.preventDefault();
    go(cell);
  });
  table.addEventListener("dblclick", (event) => wide.matches && edit(event.target.closest("td[data-field]")));
  table.addEventListener("focusin", (event) => {
    if (event.target.matches("td[data-field]") && event.target !== current) go(event.target, { focus: false });
  });
  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td[data-field]");
    if (!cell || event.target !== cell || event.isComposing) return;
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (step) {
      event.preventDefault();
      go(near(cell, ...step));
    } else if ((event.ctrlKey || event.metaKey) && ["z", "y"].includes(event.key.toLowerCase())) {
      event.preventDefault();
      if (event.key.toLowerCase() === "y" || event.shiftKey) steps.again();
      else steps.back();
    } else if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      edit(cell);
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== " ") {
      event.preventDefault();
      edit(cell, event.key);
    }
  });
  steps.button?.addEventListener("click", steps.back);
  document.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    if (!current || document.activeElement !== current || !text) return;
    event.preventDefault();
    if (!/[\t\n]/.test(text)) return edit(current, text);
    pasteForm.elements.row.value = current.closest("tr").dataset.row;
    pasteForm.elements.field.value = current.dataset.field;
    pasteForm.elements.block.value = text;
    pasteForm.submit();
  });
}
