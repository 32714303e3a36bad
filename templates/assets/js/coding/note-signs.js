// Leaves a sign in the text where somebody has written a note: beneath the line a link to the note, with its name, and the words
// themselves dotted beneath, where the browser can (CSS highlights). Drawn from the list of notes whenever that or a line is redrawn.
import { rangeOf } from "../seminar/pointer.js";

const NAME = "noted";

export default function noteSigns(coding) {
  const lineOf = (position) => coding.querySelector(`[data-segment="${position}"]`);

  // Where the words of a note stand in the line where they begin; a mark for what the interviewer says ends them.
  function placeOf(note) {
    const line = lineOf(note.dataset.noteAt);
    const [words] = note.querySelector(".voice").textContent.trim().replace(/^”|”$/g, "").split(/\[…\]|\n/);
    const start = line ? line.textContent.indexOf(words.trim()) : -1;
    return start < 0 ? null : rangeOf({ first: note.dataset.noteAt, start, last: note.dataset.noteAt, end: start + words.trim().length });
  }

  function draw() {
    const list = coding.querySelector("#notes");
    const notes = [...(list?.querySelectorAll("[data-note-at]") ?? [])];
    const wanted = new Map();
    for (const one of notes) wanted.set(one.dataset.noteAt, [...(wanted.get(one.dataset.noteAt) ?? []), one]);
    for (const sign of coding.querySelectorAll("[data-note-sign]")) if (!wanted.has(sign.dataset.noteSign)) sign.remove();
    for (const [position, here] of wanted) {
      const line = lineOf(position);
      if (!line) continue;
      let sign = line.parentElement.querySelector("[data-note-sign]");
      if (!sign) {
        sign = list.querySelector("template").content.cloneNode(true).firstElementChild;
        sign.dataset.noteSign = position;
        line.after(sign);
      }
      const said = here.length === 1 ? list.dataset.one : list.dataset.many.replace("{n}", here.length);
      const words = sign.querySelector("span");
      if (words.textContent !== said) words.textContent = said;
      sign.href = `#${here[0].id}`;
    }
    if (globalThis.Highlight) CSS.highlights.set(NAME, new Highlight(...notes.map(placeOf).filter(Boolean)));
  }

  new MutationObserver(draw).observe(coding, { childList: true, subtree: true });
  draw();
}
