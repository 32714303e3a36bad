// Puts fresh parts of a page in the place of those that it shows: `data-part` elements with an id, and `data-live-list` of them.
// What somebody is using (marked words, a field, half-typed text) is left alone until they let go. Focus and open lists stay.
import { startWithin } from "../main.js";

const FIELDS = "textarea, select, input:not([type=hidden])";
const FOCUSABLE = "a, button, summary, [tabindex]";
const shape = (part) => part.outerHTML.replace(/name="(csrf_token|once)" value="[^"]*"/g, "");

function isInUse(part) {
  const [active, chosen] = [document.activeElement, document.getSelection()];
  return (part.contains(active) && active.matches(FIELDS))
    || [...part.querySelectorAll("textarea, input:not([type=hidden])")].some((field) => field.value !== field.defaultValue)
    || part.querySelector("[data-cell-form], [data-selection-bar]:not([hidden]), dialog[open]")
    || (!chosen.isCollapsed && chosen.getRangeAt(0).intersectsNode(part));
}

// What was sent is no longer half-written, so its part may be redrawn: unless more has been written meanwhile.
export function letGo(form, data, submitter) {
  if (!form.matches("[data-part] form") || `${new URLSearchParams(new FormData(form, submitter))}` !== `${data}`) return;
  form.reset();
  if (form.contains(document.activeElement)) form.querySelector("button")?.focus({ preventScroll: true });
}

// The rows of a list in their new order. False when there is a row that the page has never had. A row with words that somebody is
// writing stays until they let go, also when it is gone from the list, and is not moved without need: it would lose the focus.
function arrange(list) {
  const here = document.getElementById(list.id);
  if (!here) return true;
  const ids = new Set([...list.children].map((row) => row.id));
  for (const row of [...here.children]) if (!ids.has(row.id) && !row.querySelector("[data-cell-form]")) takeOut(row);
  const following = (row) => { while (row && !ids.has(row.id)) row = row.nextElementSibling; return row; };
  let at = following(here.firstElementChild);
  let hasAll = true;
  for (const row of [...list.children]) {
    const known = document.getElementById(row.id);
    if (!known && row.hasAttribute("data-kept")) hasAll = false;
    else if (known && known === at) at = following(at.nextElementSibling);
    else { here.insertBefore(known ?? row, at); if (!known) startWithin(row); }
  }
  return hasAll;
}

// Where the focus goes: to what stood in its place, to the next one that does the same, or to the heading above what is gone.
function refocus(fresh, at, count, words) {
  const all = [...fresh.querySelectorAll(FOCUSABLE)];
  const same = all.length === count ? all[at] : all.slice(Math.max(0, at - 1)).find((one) => one.textContent === words);
  const next = same ?? fresh.querySelector("h2, h3") ?? (fresh.closest("section, aside, main") ?? document).querySelector("h2, h1, summary");
  if (next && next !== same) next.tabIndex = -1;
  next?.focus({ preventScroll: true });
}

// A row that is gone. Whoever pressed something in it goes on in the next one.
function takeOut(row) {
  const [next, active] = [row.nextElementSibling ?? row.previousElementSibling ?? row.parentElement, document.activeElement];
  const wasHere = row.contains(active);
  row.remove();
  if (wasHere) refocus(next, -1, -1, active.textContent);
}

function replace(part, fresh) {
  const before = [...part.querySelectorAll(FOCUSABLE)];
  const [focused, count, words] = [before.indexOf(document.activeElement), before.length, document.activeElement.textContent];
  const open = [...part.querySelectorAll("details")].map((one) => one.open);
  fresh.querySelectorAll("details").forEach((one, index) => { one.open ||= open[index] ?? false; });
  part.replaceWith(fresh);
  startWithin(fresh);
  if (focused >= 0) refocus(fresh, focused, count, words);
}

export default function redrawing() {
  const held = new Map();

  function put(fresh) {
    const part = document.getElementById(fresh.id);
    held.delete(fresh.id);
    if (!part || part === fresh || shape(part) === shape(fresh)) return;
    if (isInUse(part)) held.set(fresh.id, fresh);
    else replace(part, fresh);
  }

  const release = () => setTimeout(() => [...held.values()].forEach(put));
  for (const kind of ["selectionchange", "focusout", "live:free"]) document.addEventListener(kind, release);

  return {
    // Whether the page has all that it should have; if not, everything is to be asked for.
    swap(fresh) {
      const hasAll = [...fresh.querySelectorAll("[data-live-list]")].map(arrange).every(Boolean);
      fresh.querySelectorAll("[data-part]").forEach(put);
      return hasAll;
    },
    forget: () => held.clear(),
  };
}
