// Where what can be done with marked words stands: beside them and within the window, wherever one scrolls; on a phone
// at its lower edge (style sheet). The words stay lit while somebody writes in a field of it.
const GAP = 8;
const LEAST = 240; // so much of it is seen, also where the words fill the window
const PHONE = "(max-width: 40rem)";

export function floating(bar) {
  if (!bar.matches(".selection-bar--floats")) return null;
  let range = null;

  function put() {
    if (!range) return;
    const view = window.visualViewport;
    bar.style.setProperty("--keyboard", `${view ? Math.max(0, innerHeight - view.height - view.offsetTop) : 0}px`);
    for (const name of ["top", "left", "max-height"]) bar.style.removeProperty(name);
    if (matchMedia(PHONE).matches) return;
    const rects = [...range.getClientRects()];
    if (!rects.length) return;
    const [first, last, whole] = [rects[0], rects.at(-1), bar.getBoundingClientRect()];
    const [below, above] = [innerHeight - last.bottom - 2 * GAP, first.top - 2 * GAP];
    const isBelow = whole.height <= below || below >= above;
    const height = Math.min(whole.height, Math.max(LEAST, isBelow ? below : above));
    const top = isBelow ? last.bottom + GAP : first.top - GAP - height;
    bar.style.maxHeight = `${height}px`;
    bar.style.top = `${Math.max(GAP, Math.min(top, innerHeight - GAP - height))}px`;
    bar.style.left = `${Math.max(GAP, Math.min(last.left, document.documentElement.clientWidth - whole.width - GAP))}px`;
  }

  // How far to scroll so that the words are seen: above the sheet of a phone, or, in a window where there is room neither
  // above nor below them, at its top.
  function overlap() {
    const rects = [...range.getClientRects()];
    if (!rects.length) return 0;
    const [first, last] = [rects[0], rects.at(-1)];
    if (matchMedia(PHONE).matches) return last.bottom + GAP - bar.getBoundingClientRect().top;
    const isTight = Math.max(innerHeight - last.bottom, first.top) - 2 * GAP < LEAST;
    return isTight && last.bottom - first.top + LEAST + 3 * GAP <= innerHeight ? first.top - GAP : 0;
  }

  addEventListener("scroll", put, { passive: true, capture: true });
  addEventListener("resize", put);
  bar.addEventListener("bar:redrawn", put); // it may be higher or lower than it was
  window.visualViewport?.addEventListener("resize", put);

  return {
    put,
    show(words) {
      range = words;
      if (window.Highlight) CSS.highlights.set("picked", new Highlight(range));
      put();
      const covered = overlap();
      if (covered > 0) scrollBy(0, covered);
    },
    hide() {
      range = null;
      window.CSS?.highlights?.delete("picked");
    },
  };
}
