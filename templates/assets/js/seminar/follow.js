// Lets a window follow what the facilitator shows: it goes there and points. Whoever goes elsewhere looks on their own, and comes
// back with one press. Nobody is moved while they write or mark words. Each window decides for itself (sessionStorage).
import { toast } from "../toast.js";
import { point } from "./pointer.js";

const FIELDS = "textarea, select, input:not([type=hidden])";
const WRITTEN = 'textarea, input:not([type]), input[type="text"]';
const POLL_MS = 3000;
const OUT = [401, 403, 404];

export default function follow(bar) {
  const words = bar.dataset;
  const key = `follow:${words.cycle}`;
  const said = bar.querySelector("[data-said]");
  const [again, leave, go, vote] = ["follow", "leave", "go", "vote"].map((name) => bar.querySelector(`[data-${name}]`));
  let shared = JSON.parse(words.shared);
  let waits = false;

  const follows = () => (sessionStorage.getItem(key) ?? ("leads" in words ? "no" : "yes")) === "yes";
  const isHere = () => !shared.url || new URL(shared.url, location.href).pathname === location.pathname;

  function isBusy() {
    const [active, chosen] = [document.activeElement, document.getSelection()];
    return active.matches(FIELDS) || !chosen.isCollapsed || document.querySelector("dialog[open], [data-selection-bar]:not([hidden]), [data-waits]")
      || [...document.querySelectorAll(WRITTEN)].some((field) => field.value !== field.defaultValue);
  }

  // What is said anew is read out; what is the same is not.
  function say(...sentences) {
    const text = sentences.filter(Boolean).join(" ");
    if (said.textContent !== text) said.textContent = text;
  }

  function draw() {
    const is = follows();
    point(isHere() ? shared : null, words.here);
    const isWith = !is && shared.shown && isHere();
    say(is ? words.following : isWith ? words.with : words.own, shared.words, shared.voting && words.voting, waits && words.later);
    again.hidden = is || (isWith && "leads" in words);
    leave.hidden = !is;
    go.hidden = !shared.url || isHere();
    vote.hidden = !shared.voting || vote.pathname === location.pathname;
  }

  function scroll() {
    const target = point(shared, words.here);
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target?.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" });
  }

  // `isCalled`: something new is shown. Whoever was only waited for, and is where the group is, stays where they wrote.
  function come(isCalled = true) {
    if (!follows() || !shared.shown) { waits = false; return draw(); }
    waits = Boolean(isBusy());
    draw();
    if (waits) return undefined;
    if (isHere()) return isCalled ? scroll() : undefined;
    sessionStorage.setItem(key, "yes");
    return location.assign(shared.url);
  }

  async function look() {
    if (!bar.isConnected) return;
    try {
      const answer = await fetch(words.state, { headers: { "X-Fragment": "true", Accept: "application/json" }, cache: "no-store" });
      if (OUT.includes(answer.status)) { bar.remove(); point(null); return; }
      const now = answer.ok ? await answer.json() : shared;
      if (now === null) { bar.remove(); point(null); return; } // the seminar has ended
      if (now.voting && !shared.voting && now.voting !== location.pathname) toast(words.voting, { act: vote.textContent, onAct: () => vote.click() });
      const isNew = now.version !== shared.version || now.url !== shared.url;
      shared = now;
      document.dispatchEvent(new CustomEvent("group:told", { detail: shared }));
      if (isNew) come(); else draw();
    } catch { /* the page says itself that there is no contact, and asks again */ }
  }

  async function send(event) {
    const form = event.target;
    if (!form.matches("[data-show]")) return;
    event.preventDefault();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)), headers: { "X-Fragment": "true", Accept: "application/json" } });
      if (answer.ok) { if (!form.elements.position) toast(words.sent); look(); } else form.submit(); // a refusal is shown as without script
    } catch { toast(words.unsent); }
  }

  // A window that comes to a text or to the board went there by itself, also the first time; from any other page it is led.
  function arrive() {
    const isFirst = sessionStorage.getItem(key) === null;
    if (!follows()) return draw();
    const isOwnWay = shared.shown && !isHere() && (!isFirst || bar.querySelector("[data-place]").dataset.place !== "elsewhere");
    sessionStorage.setItem(key, isOwnWay ? "no" : "yes");
    return isOwnWay ? draw() : come();
  }

  again.addEventListener("click", () => { sessionStorage.setItem(key, "yes"); come(); leave.focus(); });
  leave.addEventListener("click", () => { sessionStorage.setItem(key, "no"); waits = false; draw(); again.focus(); });
  go.addEventListener("click", () => sessionStorage.setItem(key, "yes"));
  document.addEventListener("submit", send);
  document.addEventListener("live:led", look);
  for (const kind of ["focusout", "selectionchange", "live:free", "live:sent"]) document.addEventListener(kind, () => { if (waits) setTimeout(come, 0, false); });
  new MutationObserver(() => point(isHere() ? shared : null, words.here)).observe(document.getElementById("main"), { childList: true, subtree: true });
  if (!document.querySelector('[data-module~="seminar/live"]')) setInterval(look, POLL_MS); // nobody else tells
  arrive();
}
