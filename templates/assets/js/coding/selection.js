// Marked words in a transcript: says how many, shows what can be done with them, and sends where they begin and end.
// Offsets are UTF-16 units within a segment, as the browser counts; the server turns them into characters.
// Other modules hear `words:marked` and `words:free`, and say `words:read` when they have marked some.
import { ready } from "../main.js";
import { floating } from "./place.js";

const RESTS_MS = 500;

export default function selection(coding) {
  const sheet = coding.querySelector(".sheet");
  const bar = coding.querySelector("[data-selection-bar]");
  const said = bar.querySelector("[data-said]");
  const floats = floating(bar);
  let picked = null;

  const segmentOf = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("[data-segment]");
  const tell = (kind) => coding.dispatchEvent(new CustomEvent(kind));

  function offsetIn(segment, node, offset) {
    const before = document.createRange();
    before.selectNodeContents(segment);
    before.setEnd(node, offset);
    return before.toString().length;
  }

  // A selection that begins or ends outside a segment's text is pulled in to the nearest segment it touches.
  function read() {
    const chosen = document.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    if (!sheet.contains(range.commonAncestorContainer)) return null;
    const touched = [...sheet.querySelectorAll("[data-segment]")].filter((segment) => range.intersectsNode(segment));
    if (!touched.length) return null;
    const first = touched[0];
    const last = touched.at(-1);
    const start = first === segmentOf(range.startContainer) ? offsetIn(first, range.startContainer, range.startOffset) : 0;
    const end = last === segmentOf(range.endContainer) ? offsetIn(last, range.endContainer, range.endOffset) : last.textContent.length;
    // A triple click reaches into the next line's margin: only what stands in the segments is counted.
    const text = touched.map((one) => one.textContent.slice(one === first ? start : 0, one === last ? end : undefined));
    const words = text.join(" ").split(/\s+/).filter(Boolean).length;
    const within = range.cloneRange(); // else the box, which comes after the last line, would be lit as marked
    if (first !== segmentOf(range.startContainer)) within.setStart(first, 0);
    if (last !== segmentOf(range.endContainer)) within.setEnd(last, last.childNodes.length);
    return words ? { first, last, start, end, words, range: within } : null;
  }

  function offer() {
    picked = read();
    if (!picked) {
      if (!bar.hidden) letGo();
      return;
    }
    bar.hidden = false;
    bar.elements.start_segment.value = picked.first.dataset.segment;
    bar.elements.start_offset.value = picked.start;
    bar.elements.end_segment.value = picked.last.dataset.segment;
    bar.elements.end_offset.value = picked.end;
    // a reader before the seminar marks a text that nobody corrects meanwhile: no revision stands there
    if (bar.elements.revision) bar.elements.revision.value = Math.min(picked.first.dataset.revision, picked.last.dataset.revision);
    said.textContent = picked.words === 1 ? coding.dataset.wordsOne : coding.dataset.wordsMany.replace("{n}", picked.words);
    picked.last.after(bar);
    tell("words:marked");
    floats?.show(picked.range);
  }

  // The bar goes back to the end of the sheet, so that the line in which it stood can be redrawn.
  function hide() {
    bar.hidden = true;
    sheet.append(bar);
    floats?.hide();
    tell("words:free");
  }

  function letGo() {
    const words = bar.contains(document.activeElement) ? picked?.last : null;
    document.getSelection().removeAllRanges();
    picked = null;
    hide();
    words?.focus({ preventScroll: true }); // not to nowhere: what was written in is hidden
    document.dispatchEvent(new CustomEvent("live:free"));
  }

  document.addEventListener("selectionchange", () => {
    // focus inside the bar collapses some browsers' selection: what was picked stays picked until it is let go
    if (!bar.contains(document.activeElement) && document.getSelection().isCollapsed && picked === null && !bar.hidden) hide();
  });
  // A finger chooses words with the system's own handles: no pointer comes up where they end. Once they rest, it is meant.
  let [touched, resting] = [false, 0];
  document.addEventListener("pointerdown", ({ pointerType }) => { touched = pointerType !== "mouse"; }, true);
  document.addEventListener("selectionchange", () => {
    clearTimeout(resting);
    const chosen = document.getSelection();
    if (touched && !chosen.isCollapsed && !bar.contains(document.activeElement)) resting = setTimeout(offer, RESTS_MS);
  });
  sheet.addEventListener("pointerup", (event) => { if (!bar.contains(event.target)) setTimeout(offer); });
  sheet.addEventListener("keyup", (event) => { if (!bar.contains(event.target) && (event.shiftKey || event.key === "Shift")) offer(); });
  coding.addEventListener("words:read", offer);
  coding.addEventListener("text:corrected", letGo);
  bar.querySelector("[data-close]").addEventListener("click", letGo);
  bar.addEventListener("live:sent", letGo);
  coding.querySelector("#mark")?.addEventListener("live:sent", ({ target }) => target.reset());

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || bar.hidden || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (!event.target.closest("input, select, textarea") || event.target.closest("[data-selection-bar]")) letGo();
  });
  // Marked before this was here, and the hand is off the mouse: nothing more would tell of it.
  ready.then(() => { if (!picked && !sheet.matches(":active")) offer(); });
}
