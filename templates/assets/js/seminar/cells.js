// The cells of the board open where they are: a link with `data-cell` becomes a small form, which is saved without leaving the page.
// Half-written words are never redrawn (parts.js sees the form), and Escape or Close asks once before it lets go of them.
import { startWithin } from "../main.js";
import { toast } from "../toast.js";

const HEADERS = { "X-Fragment": "true", Accept: "application/json" }; // a refusal that is no part of the page comes as a line
const stood = new WeakMap(); // form: what stood in its place, and the link that opened it
const begun = new WeakMap();

const state = (form) => [...new FormData(form)].filter(([name]) => !["csrf_token", "once"].includes(name)).join("\n");
const isChanged = (form) => state(form) !== begun.get(form);
const parse = (text) => new DOMParser().parseFromString(text, "text/html").querySelector("[data-cell-form]");
const isHtml = (answer) => answer.headers.get("Content-Type")?.includes("html");
// What is missing may be one's own place at the seminar: then the page says so.
async function isOut(element, answer) {
  if (answer.status !== 404) return false;
  const { changes, after } = element.closest("[data-changes]").dataset;
  const { status } = await fetch(`${changes}?after=${after}`, { headers: HEADERS, cache: "no-store" });
  if (status === 404) document.dispatchEvent(new Event("live:out"));
  return status === 404;
}

function say(form, words) { form.querySelector("[data-say]").textContent = words; }

// What is wrong, or what somebody else saved, is read before one's own words: it comes into view, and has the focus.
function showRefusal(form) {
  const said = form.querySelector(".cell__newer, .error");
  if (!said) return;
  said.tabIndex = -1;
  said.focus({ preventScroll: true });
  said.scrollIntoView({ block: "center" });
}

function put(place, form, held, kept) {
  stood.set(form, held);
  place.replaceChildren(form);
  begun.set(form, kept ?? state(form));
  startWithin(form);
  form.querySelector("textarea, input:not([type=hidden])").focus();
}

async function open(link) {
  const place = document.getElementById(link.closest("[data-part]").id);
  if (link.getAttribute("aria-busy")) return;
  link.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.dataset.cell, { headers: HEADERS, cache: "no-store" });
    const form = answer.ok && isHtml(answer) ? parse(await answer.text()) : null;
    if (form) {
      const now = document.getElementById(place.id) ?? place;
      if (now.querySelector("[data-cell-form]")) return;
      put(now, form, { nodes: [...now.childNodes], cell: link.dataset.cell });
    } else if (await isOut(link, answer)) return;
    else if (answer.headers.get("Content-Type")?.includes("json")) toast((await answer.json()).error);
    else location.assign(link.href);
  } catch { toast(document.getElementById("live-state")?.dataset.unsent ?? ""); } finally { link.removeAttribute("aria-busy"); }
}

// What stood there comes back; live.js puts what is so now in its place.
function close(form, words) {
  const { nodes, cell } = stood.get(form);
  const place = form.parentElement;
  const next = place.nextElementSibling;
  place.replaceChildren(...nodes);
  if (form.dataset.anew) { place.remove(); next?.querySelector("a")?.focus({ preventScroll: true }); return; } // it is gone, and its words are new ones
  const link = place.querySelector(`[data-cell="${cell}"]`);
  if (link?.matches(".board__edit") && words) link.textContent = words;
  link?.focus({ preventScroll: true });
  document.dispatchEvent(new Event("live:free"));
}

async function save(form, submitter, again = true) {
  if (form.getAttribute("aria-busy")) return;
  const address = submitter?.getAttribute("formaction") ?? form.getAttribute("action");
  const removes = submitter?.hasAttribute("formaction");
  const row = form.closest(".board__row");
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: HEADERS });
    form.removeAttribute("aria-busy");
    if (await isOut(form, answer)) return;
    if (answer.status === 204) {
      close(form, removes ? "" : form.querySelector("textarea")?.value.trim());
      row.dispatchEvent(new CustomEvent("live:changed", { bubbles: true, detail: { theme: row.id.replace("row-", "") } }));
    } else if (isHtml(answer)) {
      const fresh = parse(await answer.text());
      put(form.parentElement, fresh, stood.get(form), begun.get(form));
      showRefusal(fresh);
    } else if (answer.status === 404 && form.dataset.again) {
      form.setAttribute("action", form.dataset.again);
      delete form.dataset.again;
      form.dataset.anew = "true";
      form.querySelector("[formaction]")?.remove();
      say(form, form.dataset.gone);
    } else if (answer.status === 409 && again) await save(form, submitter, false); // at the same moment: now the other one stands
    else say(form, (await answer.json()).error);
  } catch { form.removeAttribute("aria-busy"); say(form, form.dataset.unsent); }
}

function leave(form) {
  if (!isChanged(form) || form.dataset.asked) close(form);
  else { form.dataset.asked = "true"; say(form, form.dataset.unsaved); }
}

export default function cells(board) {
  board.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-cell]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) { event.preventDefault(); open(link); }
    if (event.target.closest("[name=cancel]")) leave(event.target.closest("[data-cell-form]"));
  });
  board.addEventListener("submit", (event) => {
    if (event.target.matches("[data-cell-form]")) { event.preventDefault(); save(event.target, event.submitter); }
  });
  board.addEventListener("input", (event) => { delete event.target.form?.dataset.asked; });
  board.addEventListener("keydown", (event) => {
    const form = event.target.closest("[data-cell-form]");
    if (!form) return;
    if (event.key === "Escape") { event.preventDefault(); leave(form); }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...board.querySelectorAll("[data-cell-form]")].some(isChanged)) event.preventDefault();
  });
}
