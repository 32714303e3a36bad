// Marked words in a transcript: says how many, offers the themes beneath them, and sends where they begin and end.
// Offsets are UTF-16 units within a segment, as the browser counts; the server turns them into characters.
export default function selection(coding) {
  const sheet = coding.querySelector(".sheet");
  const bar = coding.querySelector("[data-selection-bar]");
  const said = bar.querySelector("[data-said]");
  let picked = null;

  const segmentOf = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("[data-segment]");

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
    return words ? { first, last, start, end, words } : null;
  }

  function offer() {
    picked = read();
    bar.hidden = !picked;
    if (!picked) return;
    bar.elements.start_segment.value = picked.first.dataset.segment;
    bar.elements.start_offset.value = picked.start;
    bar.elements.end_segment.value = picked.last.dataset.segment;
    bar.elements.end_offset.value = picked.end;
    said.textContent = picked.words === 1 ? coding.dataset.wordsOne : coding.dataset.wordsMany.replace("{n}", picked.words);
    picked.last.after(bar);
  }

  function letGo() {
    document.getSelection().removeAllRanges();
    picked = null;
    bar.hidden = true;
  }

  function choose(theme) {
    const chosen = Object.assign(document.createElement("input"), { type: "hidden", name: "theme_id", value: theme });
    bar.append(chosen);
    bar.requestSubmit();
  }

  document.addEventListener("selectionchange", () => {
    // focus inside the bar collapses some browsers' selection: what was picked stays picked until it is let go
    if (!bar.contains(document.activeElement) && document.getSelection().isCollapsed && picked === null) bar.hidden = true;
  });
  sheet.addEventListener("pointerup", (event) => { if (!bar.contains(event.target)) setTimeout(offer); });
  sheet.addEventListener("keyup", (event) => { if (!bar.contains(event.target) && (event.shiftKey || event.key === "Shift")) offer(); });
  bar.querySelector("[data-close]").addEventListener("click", letGo);

  for (const button of coding.querySelectorAll("[data-theme]")) {
    button.addEventListener("click", (event) => {
      if (!picked) return; // nothing is marked: the form without script answers
      event.preventDefault();
      choose(button.dataset.theme);
    });
  }

  document.addEventListener("keydown", (event) => {
    if (!picked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea")) return;
    if (event.key === "Escape") letGo();
    const button = coding.querySelector(`[data-theme][data-key="${CSS.escape(event.key)}"]`);
    if (button) {
      event.preventDefault();
      choose(button.dataset.theme);
    }
  });
}
