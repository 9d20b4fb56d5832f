/* Sliders beside the boxes of caps: the box is what is sent, the slider moves it and follows it. */
const plain = (text) => text.replaceAll(",", "").trim();

for (const slider of document.querySelectorAll("input[type=range][data-moves]")) {
  const box = document.getElementById(slider.dataset.moves);
  const follow = () => {
    const typed = plain(box.value);
    const unbound = typed === "" || Number.isNaN(Number(typed));
    slider.value = unbound ? slider.max : typed;
    slider.setAttribute("aria-valuetext", unbound ? "–" : box.value);
  };
  slider.addEventListener("input", () => {
    box.value = Number(slider.value).toLocaleString("en-US");
    slider.setAttribute("aria-valuetext", box.value);
  });
  box.addEventListener("input", follow);
  follow();
}
