"use strict";
{
  // The chosen radio button is the only state, and the style sheet shows what belongs to it.
  const stops = [...document.getElementsByName("stop")];
  const range = document.getElementById("boldness");
  const tell = () => {
    const at = stops.findIndex((stop) => stop.checked);
    range.value = at;
    range.setAttribute("aria-valuetext", stops[at].dataset.name);
  };
  range.addEventListener("input", () => {
    stops[range.value].checked = true;
    tell();
  });
  stops.forEach((stop) => stop.addEventListener("change", tell));
  range.hidden = false;
  tell();
}
