// Keys on the voting page: 1 agree, 2 disagree, 3 skip. Never while somebody types, never with Ctrl or Alt.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.target.closest("input,textarea,select")) return;
  document.querySelector(`form.answer button[data-key="${event.key}"]`)?.click();
});

// The second press of a hurried thumb is the same answer: send it once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form.answer")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
});
addEventListener("pageshow", () => document.querySelectorAll("form.answer").forEach((form) => delete form.dataset.sent));

// Read aloud by the browser, where it has a Thai voice. Voices come late in some browsers.
const reader = document.querySelector("button[data-read]");
if (reader && window.speechSynthesis) {
  const thai = () => speechSynthesis.getVoices().find((voice) => voice.lang.replace("_", "-").startsWith("th"));
  const offer = () => { reader.hidden = !thai(); };
  offer();
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  reader.addEventListener("click", () => {
    const said = new SpeechSynthesisUtterance(document.querySelector("[data-said]").textContent);
    said.lang = "th-TH";
    said.voice = thai();
    speechSynthesis.cancel();
    speechSynthesis.speak(said);
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
}
