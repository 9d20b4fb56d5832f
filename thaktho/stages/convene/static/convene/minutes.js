// Saves each field of the minutes while one types. Without this script the button at the foot saves them all.
const form = document.querySelector("#minutes");
const WAIT = 2500;

const ask = (box) => form.elements[`seen-${box.dataset.part}`];
const sign = (box) => box.closest(".part").querySelector(".saved");

function say(box, text, bad = false) {
  sign(box).textContent = text;
  sign(box).classList.toggle("bad", bad);
}

async function save(box) {
  if (box.dataset.busy) return void (box.dataset.again = "1");
  box.dataset.busy = "1";
  const text = box.value;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("part", box.dataset.part);
  body.set("text", text);
  body.set("seen", ask(box).value);
  say(box, form.dataset.saving);
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body });
    const said = await answer.json();
    if (answer.status === 409) conflict(box, said);
    else if (!answer.ok) say(box, said.why, true);
    else {
      ask(box).value = said.revision;
      box.dataset.kept = text;
      say(box, said.said);
    }
  } catch {
    say(box, form.dataset.unsaved, true);
    setTimeout(() => save(box), WAIT * 4);
  }
  delete box.dataset.busy;
  if (box.dataset.again) {
    delete box.dataset.again;
    save(box);
  }
}

function conflict(box, said) {
  say(box, said.why, true);
  const part = box.closest(".part");
  part.querySelector(".theirs")?.remove();
  const other = document.createElement("div");
  other.className = "theirs panel pad hint";
  const words = document.createElement("p");
  words.textContent = said.text;
  words.setAttribute("aria-label", form.dataset.theirs);
  const choice = (label, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = label;
    button.addEventListener("click", () => {
      ask(box).value = said.revision;
      other.remove();
      act();
    });
    return button;
  };
  const buttons = document.createElement("div");
  buttons.className = "btns";
  buttons.append(
    choice(form.dataset.useMine, () => save(box)),
    choice(form.dataset.useTheirs, () => {
      box.value = box.dataset.kept = said.text;
      say(box, "");
    }),
  );
  other.append(words, buttons);
  part.append(other);
}

for (const box of form?.querySelectorAll("textarea[data-part]") ?? []) {
  let timer;
  box.dataset.kept = box.value;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => box.value !== box.dataset.kept && save(box), WAIT);
  });
}
