// A row saves itself while somebody types: a moment after the last change, and when they leave the page.
// Without this script the button saves.
const form = document.querySelector("form[data-autosave]");
const status = form?.querySelector("[data-status]");
const say = (text) => status && (status.textContent = text);
let timer = 0;
let sending = null;
let dirty = false;

function problems(found) {
  for (const old of form.querySelectorAll(".why.live")) old.remove();
  for (const [name, texts] of Object.entries(found || {})) {
    const box = form.elements[name];
    const field = box?.closest?.(".field,td");
    if (!field) continue;
    const line = document.createElement("div");
    line.className = "why live late";
    line.textContent = texts.join(" ");
    field.append(line);
  }
}

async function save() {
  clearTimeout(timer);
  if (sending) return sending;
  const version = form.elements.version;
  if (!dirty || !version) return;
  dirty = false;
  say(form.dataset.saving);
  const body = new FormData(form);
  body.set("act_id", crypto.randomUUID());
  sending = fetch(location.pathname, { method: "POST", body, headers: { Accept: "application/json" } })
    .then(async (answer) => {
      const found = await answer.json();
      if (answer.status === 409) return form.submit();
      if (found.version) version.value = found.version;
      for (const [name, text] of Object.entries(found.readings || {})) {
        const line = form.querySelector(`[data-reading=${name}]`);
        if (!line) continue;
        line.textContent = text;
        line.classList.toggle("unread", (found.unread || []).includes(name));
      }
      problems(found.problems);
      say(found.why || found.saved);
    })
    .catch(() => {
      dirty = true;
      say(form.dataset.failed);
    })
    .finally(() => {
      sending = null;
      if (dirty) timer = setTimeout(save, 5000);
    });
  return sending;
}

if (form?.elements.version) {
  form.addEventListener("input", () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    dirty = false;
  });
  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
}
