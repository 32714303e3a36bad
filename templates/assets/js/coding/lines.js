// Marks words without a mouse: down into the lines of the text, Enter for a whole line, the arrows word by word, Space
// sentence by sentence; with Shift what is marked grows or shrinks. What is marked is said to a screen reader.
const SENTENCE = /[^.!?…]+[.!?…]*["”’»)]*\s*/g;
const WORD = /\S+/g;

export default function lines(coding) {
  const sheet = coding.querySelector(".sheet");
  const bar = coding.querySelector("[data-selection-bar]");
  const said = coding.querySelector("[data-marked]");
  let [anchor, head] = [null, null]; // { line, start, end }: where marking began, and where it has come

  const all = () => [...sheet.querySelectorAll("[data-segment]")];
  const lineOf = (position) => sheet.querySelector(`[data-segment="${position}"]`);
  const compare = (one, other) => Number(one.line) - Number(other.line) || one.start - other.start;

  function pieces(line, unit) {
    const text = line.textContent;
    const whole = { line: line.dataset.segment, start: 0, end: text.length };
    if (unit === "line") return [whole];
    return [...text.matchAll(unit)].map(({ index, 0: found }) => ({ ...whole, start: index, end: index + found.trimEnd().length })).filter(({ start, end }) => end > start);
  }

  // The piece after (1) or before (-1) another, in the next line when there is none in its own.
  function next(from, unit, way) {
    const here = lineOf(from.line);
    const own = pieces(here, unit);
    const found = way > 0 ? own.find(({ end }) => end > from.end) : own.findLast(({ start }) => start < from.start);
    if (found) return found;
    const beside = all()[all().indexOf(here) + way];
    return beside && (way > 0 ? pieces(beside, unit)[0] : pieces(beside, unit).at(-1));
  }

  function point(line, offset) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let left = offset;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    return [line, line.childNodes.length];
  }

  function mark() {
    const [first, last] = [anchor, head].sort(compare);
    const end = Math.max(last.end, first.line === last.line ? first.end : 0);
    document.getSelection().setBaseAndExtent(...point(lineOf(first.line), first.start), ...point(lineOf(last.line), end));
    coding.dispatchEvent(new CustomEvent("words:read"));
    const words = document.getSelection().toString().split(/\s+/).filter(Boolean);
    said.textContent = words.length > 12 ? [...words.slice(0, 5), "…", ...words.slice(-5)].join(" ") : words.join(" ");
    lineOf(head.line).scrollIntoView({ block: "nearest" });
  }

  function move(line, unit, way, grows) {
    const isNew = !anchor || bar.hidden;
    const from = isNew ? { line: line.dataset.segment, start: way > 0 ? 0 : Infinity, end: way > 0 ? 0 : Infinity } : head;
    const found = next(from, unit, way);
    if (!found) return;
    head = found;
    if (isNew || !grows) anchor = found;
    if (!grows) lineOf(found.line).focus({ preventScroll: true });
    mark();
  }

  function whole(line) {
    [anchor] = [head] = [pieces(line, "line")[0], null];
    head = anchor;
    mark();
  }

  function go(line) { line?.focus({ preventScroll: true }); line?.scrollIntoView({ block: "nearest" }); }
  const inView = () => all().find((line) => line.getBoundingClientRect().bottom > 0) ?? all()[0];

  function act(event) {
    const { key, shiftKey, target } = event;
    if (target === sheet) return ["Enter", "ArrowDown"].includes(key) && (go(inView()), true);
    const line = target.closest("[data-segment]");
    if (line !== target) return false;
    const way = ["ArrowRight", "ArrowDown", " "].includes(key) ? 1 : -1;
    if (key === "Enter" && bar.hidden) whole(line);
    else if (key === "Enter") bar.querySelector("input:not([type=hidden])").focus();
    else if (["ArrowRight", "ArrowLeft"].includes(key)) move(line, WORD, way, shiftKey);
    else if (key === " ") move(line, SENTENCE, way, shiftKey);
    else if (["ArrowDown", "ArrowUp"].includes(key) && shiftKey) move(line, "line", way, true);
    else if (["ArrowDown", "ArrowUp"].includes(key)) go(all()[all().indexOf(line) + way]);
    else return false;
    return true;
  }

  sheet.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && act(event)) event.preventDefault();
  });
  sheet.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-whole]");
    if (button) whole(button.closest(".segment").querySelector("[data-segment]"));
  });
  coding.addEventListener("words:free", () => {
    const line = head && lineOf(head.line);
    [anchor, head] = [null, null];
    said.textContent = "";
    if (line && [document.body, null].includes(document.activeElement)) line.focus({ preventScroll: true });
  });
}
