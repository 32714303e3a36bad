// Shows on this page what everybody is shown: a line or a row gets an outline and a word (`data-pointed`), and the very words
// a marker, where the browser can (CSS highlights). Redrawn parts get it again.
const NAME = "pointed";

function place(segment, units) {
  const walker = document.createTreeWalker(segment, NodeFilter.SHOW_TEXT);
  let [node, left] = [walker.nextNode(), units];
  while (node && left > node.data.length) { left -= node.data.length; node = walker.nextNode(); }
  return node && [node, left];
}

function lines({ first, last }) {
  const found = [];
  for (let at = first; at <= last; at += 1) { const line = document.getElementById(`line-${at}`); if (line) found.push(line); }
  return found;
}

// The words of a text from one place (segment and UTF-16 units in it) to another, or nothing when they are not on this page.
export function rangeOf({ first, start, last, end }) {
  const [one, other] = [first, last].map((at) => document.querySelector(`[data-segment="${at}"]`));
  const [from, to] = [one && place(one, start), other && place(other, end)];
  if (!from || !to) return null;
  const range = new Range();
  range.setStart(...from);
  range.setEnd(...to);
  return range;
}

// Point at what is shown, `null` for nothing. Gives the element to scroll to, or nothing when it is not on this page.
export function point(shared, word) {
  const targets = !shared ? [] : shared.line ? lines(shared.line) : [document.getElementById(shared.part)].filter(Boolean);
  for (const one of document.querySelectorAll("[data-pointed]")) if (!targets.includes(one)) one.removeAttribute("data-pointed");
  targets.forEach((one, index) => { const said = index ? "" : word; if (one.dataset.pointed !== said) one.dataset.pointed = said; });
  if (globalThis.Highlight) {
    CSS.highlights.delete(NAME);
    const words = shared?.line && rangeOf(shared.line);
    if (words) CSS.highlights.set(NAME, new Highlight(words));
  }
  return targets[0];
}
