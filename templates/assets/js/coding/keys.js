// The keys of the coding page: a theme's own cap once words are marked, with what has been typed so far beside them, and
// the sheet with all keys. No cap begins another, so nothing waits for time to pass. Off for good in this browser if one likes.
import { choose } from "./themes.js";

const OFF = "coding-keys-off";
const FIELDS = "input, select, textarea, [contenteditable]";

export default function keys(coding) {
  const bar = coding.querySelector("[data-selection-bar]");
  const echo = bar.querySelector("[data-typed]");
  const field = bar.querySelector("[role=combobox]");
  const card = document.getElementById("keys");
  const isOn = card.querySelector("[data-keys-on]");
  let typed = "";

  const say = (text) => { echo.textContent = text; echo.hidden = !text; };
  const forget = () => { typed = ""; say(""); };
  const show = () => { card.showModal(); card.querySelector("h2").focus(); };

  // True when the key was ours.
  function take(key) {
    if (typed && ["Escape", "Backspace"].includes(key)) { forget(); return true; }
    if (key.length !== 1) return false;
    const wanted = typed + key.toLowerCase();
    const caps = [...coding.querySelectorAll("#picks [data-key]")];
    const whole = caps.find((one) => one.dataset.key === wanted);
    if (whole) {
      forget();
      choose(bar, { theme: whole.dataset.theme });
    } else if (caps.some((one) => one.dataset.key.startsWith(wanted))) {
      typed = wanted;
      say(`${wanted} …`);
    } else if (typed || /\d/.test(key)) {
      forget();
      say(echo.dataset.unknown.replace("{key}", wanted));
    } else if (/\p{L}/u.test(key)) {
      field.focus(); // and the letter is written there
      return false;
    } else return false;
    return true;
  }

  isOn.checked = localStorage.getItem(OFF) === null;
  isOn.addEventListener("change", () => { if (isOn.checked) localStorage.removeItem(OFF); else localStorage.setItem(OFF, "1"); forget(); });
  coding.querySelector("[data-keys]").hidden = false;
  coding.querySelector("[data-keys]").addEventListener("click", show);
  card.querySelector("h2").tabIndex = -1;
  coding.addEventListener("words:marked", forget);

  document.addEventListener("keydown", (event) => {
    if (!isOn.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest(FIELDS) || document.querySelector("dialog[open]")) return;
    if (event.key === "?") show();
    else if (bar.hidden || !take(event.key)) return;
    event.preventDefault();
  }, true);
}
