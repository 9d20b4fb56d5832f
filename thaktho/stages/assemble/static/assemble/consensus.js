// Asks whether anything moved, the desk every two seconds, a hall of phones every ten; the server answers 304 when nothing
// did. Nothing is asked while nobody looks.
const board = document.querySelector("[data-board]");
const cast = document.querySelector("[data-cast]");
let known = "";

async function look() {
  if (document.hidden) return;
  const place = board ?? cast;
  const answer = await fetch(board ? board.dataset.board : cast.dataset.cast, { cache: "no-cache" }).catch(() => null);
  if (!answer || !answer.ok) return;
  const tag = answer.headers.get("ETag");
  if (tag === known) return;
  known = tag;
  if (cast) {
    const told = await answer.json();
    if (told.state !== "open") location.reload();
    for (const found of cast.querySelectorAll("[data-cast-count]")) found.textContent = told.cast.toLocaleString("th");
    return;
  }
  // Whoever is just opening a list or pressing a key in the board keeps it as it is until they are done.
  if (place.contains(document.activeElement)) return;
  place.innerHTML = await answer.text();
}

if (board || cast) {
  const every = Number((board ?? cast).dataset.every) || 10000;
  setInterval(look, every * (1 + Math.random() / 10));
  document.addEventListener("visibilitychange", look);
  look();
}
