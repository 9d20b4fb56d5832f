// Typing paper in: 1 agree, 2 disagree, 3 skip, each goes on to the next statement; Backspace goes back one, Enter sends.
const grid = document.querySelector("[data-keyed]");
const rows = grid ? [...grid.querySelectorAll("li")] : [];

const at = () => rows.findIndex((row) => row.contains(document.activeElement));
const go = (place) => {
  const row = rows[place];
  if (!row) return document.querySelector("[data-send]")?.focus();
  (row.querySelector("input:checked") || row.querySelector("input")).focus();
  row.scrollIntoView({ block: "center" });
};

document.addEventListener("keydown", (event) => {
  if (!rows.length || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.matches("input:not([type=radio]),textarea,select")) return;
  const place = at();
  const mark = place < 0 ? null : rows[place].querySelector(`input[data-key="${event.key}"]`);
  if (mark) {
    event.preventDefault();
    mark.checked = true;
    go(place + 1);
  } else if (event.key === "Backspace") {
    event.preventDefault();
    go(Math.max(0, (place < 0 ? rows.length : place) - 1));
  }
});

if (rows.length) go(0);
