// A note to marked words, in the box beside them in place of the themes. Sent as a theme is, to an address of its own.
import { toast } from "../toast.js";

export default function notes(bar) {
  const opener = bar.querySelector("[data-note-open]");
  const box = bar.querySelector("[data-note-box]");
  const field = bar.elements.text;

  function show(isOpen) {
    bar.classList.toggle("selection-bar--noting", isOpen);
    opener.setAttribute("aria-expanded", String(isOpen));
    box.hidden = field.disabled = !isOpen;
    bar.action = isOpen ? bar.dataset.notes : bar.dataset.themes;
    if (isOpen) field.focus(); else field.value = "";
  }

  function send() {
    if (field.value.trim()) bar.requestSubmit(); else field.focus();
  }

  opener.addEventListener("click", () => show(box.hidden));
  bar.querySelector("[data-note-send]").addEventListener("click", send);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    send();
  });
  bar.addEventListener("live:sent", () => { if (!box.hidden) toast(bar.dataset.saved); });
  bar.closest(".coding").addEventListener("words:marked", () => show(false));
  bar.addEventListener("theme:chosen", () => show(false));
}
