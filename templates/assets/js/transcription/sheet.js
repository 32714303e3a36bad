// The text that is corrected: reads as text, and a stretch becomes a field when it is touched. Only then does it cost anything.
import { Segment } from "./segment.js";

export default function sheet(root) {
  const awake = new WeakMap();

  function wake(form) {
    if (!awake.has(form)) awake.set(form, new Segment(form, root));
    return awake.get(form);
  }

  function placeOf(event, shown) {
    const at = document.caretPositionFromPoint?.(event.clientX, event.clientY) ?? document.caretRangeFromPoint?.(event.clientX, event.clientY);
    if (!at) return undefined;
    const range = document.createRange();
    range.selectNodeContents(shown);
    range.setEnd(at.offsetNode ?? at.startContainer, at.offset ?? at.startOffset);
    return range.toString().length;
  }

  root.addEventListener("click", (event) => {
    const shown = event.target.closest("[data-shown]");
    if (shown && String(getSelection()) === "") wake(shown.closest("form")).open(placeOf(event, shown));
  });
  root.addEventListener("focusin", (event) => {
    const form = event.target.closest("form");
    if (!form) return;
    const segment = wake(form);
    if (event.target === segment.field) segment.open();
  });
  root.dataset.live = "";
}
