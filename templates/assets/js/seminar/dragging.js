// Themes are put in another order by dragging: the button that moves a row one step sends as many steps as it was dragged. Who drags
// nothing has the buttons, which a keyboard, a finger and a screen reader use.
export default function dragging(page) {
  let dragged = null;

  const rowOf = (target) => target.closest?.("[data-row]");
  const rowsOf = (row) => [...row.parentElement.querySelectorAll(":scope > [data-row]")];
  const canDrop = (row) => row && dragged && row.parentElement === dragged.parentElement;

  function show(row, isBelow) {
    for (const one of page.querySelectorAll("[data-drop]")) if (one !== row) delete one.dataset.drop;
    if (row && row !== dragged) row.dataset.drop = isBelow ? "below" : "above";
  }

  // Whether the pointer is in the lower half of a row.
  function isBelow(event, row) {
    const { top, height } = row.getBoundingClientRect();
    return event.clientY > top + height / 2;
  }

  function drop(event, row) {
    const rows = rowsOf(dragged);
    const [from, at] = [rows.indexOf(dragged), rows.indexOf(row)];
    const place = at + (isBelow(event, row) ? 1 : 0);
    const steps = place > from ? place - from - 1 : place - from;
    const form = dragged.querySelector("form:has([name=steps])");
    if (!steps || !form) return;
    form.elements.steps.value = steps;
    form.requestSubmit();
  }

  function end() {
    show(null);
    if (dragged) delete dragged.dataset.dragged;
    dragged = null;
  }

  page.addEventListener("pointerover", ({ target, pointerType }) => { const row = rowOf(target); if (row) row.draggable = pointerType === "mouse" && Boolean(target.closest("[data-grip]")); });
  page.addEventListener("dragstart", (event) => {
    dragged = event.target.matches?.("[data-row]") ? event.target : null; // a link is dragged as a link
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    dragged.dataset.dragged = "true";
  });
  page.addEventListener("dragover", (event) => {
    const row = rowOf(event.target);
    if (!canDrop(row)) { show(null); return; }
    event.preventDefault();
    show(row, isBelow(event, row));
  });
  page.addEventListener("drop", (event) => {
    const row = rowOf(event.target);
    if (!canDrop(row)) return;
    event.preventDefault();
    drop(event, row);
  });
  page.addEventListener("dragend", end);
}
