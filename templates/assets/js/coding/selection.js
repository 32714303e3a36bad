// Marked words in a transcript: says how many, shows what can be done with them, and sends where they begin and end.
// Offsets are UTF-16 units within a segment, as the browser counts; the server turns them into characters.
// What ends inside a word grows to the word's ends; a button takes it as it was marked.
// Other modules hear `words:marked` and `words:free`, and say `words:read` when they have marked some.
import { ready } from "../main.js";
import { rangeOf } from "../seminar/pointer.js";
import { floating } from "./place.js";
import { endOfWord, startOfWord } from "./words.js";

const RESTS_MS = 500;

export default function selection(coding) {
  const sheet = coding.querySelector(".sheet");
  const bar = coding.querySelector("[data-selection-bar]");
  const said = bar.querySelector("[data-said]");
  const exactly = bar.querySelector("[data-whole-words]");
  const label = exactly.textContent;
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
    const [first, last] = [touched[0], touched.at(-1)];
    const start = first === segmentOf(range.startContainer) ? offsetIn(first, range.startContainer, range.startOffset) : 0;
    const end = last === segmentOf(range.endContainer) ? offsetIn(last, range.endContainer, range.endOffset) : last.textContent.length;
    // A triple click reaches into the next line's margin: only what stands in the segments is counted.
    const text = touched.map((one) => one.textContent.slice(one === first ? start : 0, one === last ? end : undefined));
    const words = text.join(" ").split(/\s+/).filter(Boolean).length;
    return words ? { first, last, words, start: start + spaces(text[0], "Start"), end: end - spaces(text.at(-1), "End") } : null;
  }

  const spaces = (text, side) => text.length - text[`trim${side}`]().length;
  const grown = ({ first, last, start, end }) => ({ start: startOfWord(first.textContent, start), end: endOfWord(last.textContent, end) });

  function offer() {
    picked = read();
    if (!picked) {
      if (!bar.hidden) letGo();
      return;
    }
    bar.hidden = false;
    put({ exact: false });
    picked.last.after(bar);
    tell("words:marked");
    floats?.show(picked.range);
  }

  // What is to be sent: whole words, or exactly what was marked.
  function put({ exact }) {
    const whole = grown(picked);
    const { start, end } = exact ? picked : whole;
    bar.elements.start_segment.value = picked.first.dataset.segment;
    bar.elements.start_offset.value = start;
    bar.elements.end_segment.value = picked.last.dataset.segment;
    bar.elements.end_offset.value = end;
    bar.elements.exact.value = exact ? "1" : "";
    // a reader before the seminar marks a text that nobody corrects meanwhile: no revision stands there
    if (bar.elements.revision) bar.elements.revision.value = Math.min(picked.first.dataset.revision, picked.last.dataset.revision);
    const counted = picked.words === 1 ? coding.dataset.wordsOne : coding.dataset.wordsMany.replace("{n}", picked.words);
    said.textContent = exact ? exactly.dataset.just : counted;
    exactly.hidden = whole.start === picked.start && whole.end === picked.end;
    exactly.textContent = exact ? exactly.dataset.wholeWords : label;
    // not the browser's own: the box, which comes after the last line, would be lit as marked
    picked.range = rangeOf({ first: picked.first.dataset.segment, start, last: picked.last.dataset.segment, end });
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
  exactly.addEventListener("click", () => { put({ exact: !bar.elements.exact.value }); floats?.show(picked.range); });
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
