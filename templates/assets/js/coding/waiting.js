// Shows in a text which marks wait to be sent: a dotted line around their lines with a word, and the words themselves dotted
// beneath, where the browser can (CSS highlights). Redrawn lines get it again.
import { rangeOf } from "../seminar/pointer.js";

const NAME = "waiting";
let [marks, word, observer] = [[], "", null];

function draw() {
  const segments = new Set();
  for (const { start_segment: first, end_segment: last } of marks)
    for (let at = Number(first); at <= Number(last); at += 1) segments.add(document.querySelector(`[data-segment="${at}"]`));
  for (const one of document.querySelectorAll("[data-waiting-here]")) if (!segments.has(one)) one.removeAttribute("data-waiting-here");
  for (const one of segments) if (one && one.dataset.waitingHere !== word) one.dataset.waitingHere = word;
  if (!globalThis.Highlight) return;
  const places = marks.map((one) => rangeOf({ first: one.start_segment, start: Number(one.start_offset), last: one.end_segment, end: Number(one.end_offset) }));
  CSS.highlights.set(NAME, new Highlight(...places.filter(Boolean)));
}

export function showWaiting(held, said) {
  [marks, word] = [held, said];
  const sheet = document.querySelector(".coding .sheet");
  if (!sheet) return;
  if (!observer) {
    observer = new MutationObserver(() => { if (marks.length) draw(); });
    observer.observe(sheet, { childList: true });
  }
  draw();
}
