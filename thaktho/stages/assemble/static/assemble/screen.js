// The wall asks every two seconds for its part and takes it in when it changed. Clocks tick by the server's time: the laptop
// at the projector may have another. Without this script the page renews itself.
const wall = document.querySelector("[data-screen]");
const lost = document.querySelector("[data-lost]");
const EVERY = 2000;
let ahead = 0; // how far this machine's clock is ahead of the server's, in ms
let etag = wall?.dataset.etag || "";
let failed = 0;
let asking = false;

async function look() {
  if (asking) return;
  asking = true;
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), 4000);
  try {
    const answer = await fetch(wall.dataset.screen, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store", signal: stop.signal });
    const now = Number(answer.headers.get("X-Now"));
    if (now) ahead = Date.now() - now;
    if (answer.status === 200) {
      const part = await answer.text();
      etag = answer.headers.get("ETag") || "";
      wall.innerHTML = part;
      tick();
    }
    failed = answer.ok || answer.status === 304 ? 0 : failed + 1;
  } catch {
    failed += 1;
  } finally {
    clearTimeout(late);
    asking = false;
  }
  if (lost) lost.hidden = failed < 3;
}

const shown = (seconds) => `${Math.floor(seconds / 60)}.${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function tick() {
  for (const clock of document.querySelectorAll("[data-clock]")) {
    const since = Number(clock.dataset.since);
    const running = since ? Math.max(0, Date.now() - ahead - since) / 1000 : 0;
    const left = Number(clock.dataset.allowed) - Number(clock.dataset.spoken) - running;
    const place = clock.querySelector("[data-clock-left]");
    const words = left >= 0 ? shown(left) : `+${shown(-left)}`;
    if (place.textContent !== words) place.textContent = words;
    const label = clock.querySelector("[data-clock-of]");
    const said = left >= 0 ? label.dataset.left : label.dataset.over;
    if (label.textContent !== said) label.textContent = said;
    clock.classList.toggle("over", left <= 0);
  }
}

if (wall) setInterval(look, EVERY);
if (wall) look();
setInterval(tick, 500);
tick();
