// Asks every five seconds whether the published numbers moved. The projector's page takes the new page's inside; other
// pages only put in the count and show that there is a newer map. Nothing is asked while nobody looks.
const place = document.querySelector("[data-live]");
const EVERY = 5000;
const SPEAK = 10000; // screen readers are told at most this often
let spoken = 0;

function put(name, text) {
  for (const found of document.querySelectorAll(`[data-live-${name}]`)) if (found.textContent !== text) found.textContent = text;
}

async function whole() {
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const held of document.querySelectorAll("[data-live-part]")) {
    const fresh = page.getElementById(held.id);
    if (fresh) held.replaceChildren(...fresh.childNodes);
    if (fresh?.dataset.known) held.dataset.known = fresh.dataset.known;
  }
}

// What the page showed when it was made: votes that came before the first look are not missed.
const shown = (told) => [told.mark, told.people, told.answers].join(" ");

async function look() {
  if (document.hidden) return;
  const answer = await fetch(place.dataset.live, { cache: "no-cache", credentials: "omit" }).catch(() => null);
  if (!answer || !answer.ok) return;
  const told = await answer.json();
  if ("liveWhole" in place.dataset) {
    if (place.dataset.known !== shown(told) && Date.now() - spoken > SPEAK) {
      spoken = Date.now();
      await whole();
    }
    return;
  }
  const least = told.open ? "≥ " : "";
  if (told.people) put("people", least + told.people.toLocaleString("th"));
  if (told.answers) put("answers", least + told.answers.toLocaleString("th"));
  if (told.map > Number(place.dataset.map || 0)) for (const found of document.querySelectorAll("[data-live-new]")) found.hidden = false;
}

if (place) {
  setInterval(look, EVERY + Math.random() * 500);
  document.addEventListener("visibilitychange", look);
}
