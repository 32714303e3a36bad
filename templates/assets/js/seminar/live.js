// Follows a seminar: hears what changed (a stream, or asking now and then), and redraws the parts that differ and never the page.
// `data-now` gives the parts as they are now (parts.js). What is marked or pressed here is sent without leaving the page.
import redrawing, { letGo } from "./parts.js";
import closeDown from "./out.js";
import { toast } from "../toast.js";

const POLL_MS = 2000;
const STREAM_AGAIN_MS = 10_000;
const PAUSE_MS = 500; // thirty windows redraw at once: each once in a while, and at once after what was done in it
const SILENCE_MS = 40_000; // the server says every 15 s that it is there
const OUT = [403, 404]; // whoever has signed out may come back: it is asked again
const LEADING = ["led", "agenda_moved", "corrected", "gone", "voting_opened", "voting_closed"]; // after these, what is shown to everybody may be another thing

export default function live(root) {
  const { events, changes, now, transcript, object } = root.dataset;
  const state = document.getElementById("live-state");
  const parts = redrawing();
  const wanted = { any: false, all: false, object: new Set(), theme: new Set() };
  let after = Number(root.dataset.after);
  let [stream, heard, tried, lost, over, drawing, paused, resting] = [null, 0, 0, false, false, false, 0, ""];

  const say = (word) => { state.textContent = word ? state.dataset[word] : ""; };
  function found() { heard = Date.now(); if (lost) { lost = false; say("back"); setTimeout(() => { if (!lost && !over) say(resting); }, 4000); } }
  function lose() { if (!lost && !over) { lost = true; say("lost"); } }
  function leave() { if (over) return; stop(); say("out"); closeDown(root); }
  function stop() { over = true; stream?.close(); clearInterval(every); }

  function goAway() {
    document.querySelectorAll("[data-of-interview]").forEach((one) => one.remove());
    root.replaceChildren();
    parts.forget();
    resting = "gone"; // nothing is drawn here any more; who follows is still led on
    say(resting);
  }

  // The old words go from the screen at once: what was half marked in them is let go.
  function correct() {
    root.dispatchEvent(new CustomEvent("text:corrected"));
    toast(state.dataset.corrected);
  }

  function note(change) {
    if (LEADING.includes(change.kind)) document.dispatchEvent(new CustomEvent("live:led"));
    if (["led", "agenda_moved"].includes(change.kind)) { if ("led" in root.dataset) wanted.all = wanted.any = true; return; }
    if (change.kind === "voted" && !("votes" in root.dataset)) return; // nothing that this window shows
    if (change.kind === "gone") {
      if (change.object && change.object === transcript) goAway();
      wanted.all = wanted.any = true;
    } else if (change.kind === "corrected" && [undefined, change.transcript].includes(transcript)) {
      if (transcript) correct();
      wanted.all = true;
    } else if (transcript ? change.kind.startsWith("theme_") : ["theme_merged", "theme_split"].includes(change.kind)) wanted.all = true; // at every quote
    else if (object && change.object === object) say("newer");
    if (!transcript || change.transcript === transcript) wanted.object.add(change.object ?? "");
    if (change.theme) wanted.theme.add(change.theme);
    wanted.any = true;
  }

  function hear(news) {
    found();
    if (over) return;
    if (news.missed) { wanted.all = wanted.any = true; document.dispatchEvent(new CustomEvent("live:led")); }
    news.changes.filter((change) => change.seq > after).forEach(note);
    after = news.missed ? news.last : Math.max(after, news.last);
    redraw();
  }

  async function redraw() {
    if (!now || drawing || paused || over || resting || !wanted.any) return;
    drawing = true;
    paused = setTimeout(goOn, PAUSE_MS);
    const url = new URL(now, location.href);
    for (const name of wanted.all ? [] : ["object", "theme"]) for (const id of ["", ...wanted[name]]) url.searchParams.append(name, id);
    Object.assign(wanted, { any: false, all: false, object: new Set(), theme: new Set() });
    try {
      const answer = await fetch(url, { headers: { "X-Fragment": "true" }, cache: "no-store" });
      if (answer.status === 404 && transcript) goAway();
      else if (OUT.includes(answer.status)) leave();
      else if (!answer.ok) throw new Error(answer.status);
      else if (!over && !resting && !parts.swap(new DOMParser().parseFromString(await answer.text(), "text/html"))) wanted.any = wanted.all = true;
      drawing = false;
      redraw();
    } catch {
      wanted.any = wanted.all = true;
      setTimeout(() => { drawing = false; redraw(); }, POLL_MS);
    }
  }

  function goOn() { clearTimeout(paused); paused = 0; redraw(); }

  function open() {
    stream?.close();
    tried = heard = Date.now();
    const opened = stream = new EventSource(`${events}?after=${after}`);
    opened.onopen = found;
    opened.addEventListener("beat", found);
    opened.onmessage = ({ data }) => hear(JSON.parse(data));
    opened.onerror = () => {
      if (opened.readyState === EventSource.CLOSED && stream === opened) stream = null; // refused: ask now and then
      poll();
    };
  }

  async function poll() {
    if (over) return;
    try {
      const answer = await fetch(`${changes}?after=${after}`, { headers: { "X-Fragment": "true", Accept: "application/json" }, cache: "no-store" });
      if (OUT.includes(answer.status)) leave();
      else if (answer.ok) hear(await answer.json());
      else lose();
    } catch { lose(); }
  }

  function look() {
    if (!root.isConnected) stop(); // a browser has few connections to one server
    if (over) return;
    if (stream?.readyState !== EventSource.OPEN) poll();
    if (!document.hidden && (stream ? Date.now() - heard > SILENCE_MS : Date.now() - tried > STREAM_AGAIN_MS)) open();
  }

  // A refusal is shown as the page without script shows it.
  async function send(event) {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("[data-quiet], [data-part] form:not([data-cell-form])")) return;
    event.preventDefault();
    const data = new URLSearchParams(new FormData(form, event.submitter));
    const action = event.submitter?.getAttribute("formaction") ?? form.action;
    try {
      const answer = await fetch(action, { method: "POST", body: data, headers: { "X-Fragment": "true", Accept: "application/json" } });
      if (answer.status === 404) await poll(); // what is missing may be one's place at the seminar
      if (over) return;
      if (answer.ok) { letGo(form, data, event.submitter); form.dispatchEvent(new CustomEvent("live:sent", { bubbles: true })); }
      else if (answer.headers.get("Content-Type")?.includes("json")) toast((await answer.json()).error);
      else { for (const [name, value] of data) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value })); form.action = action; form.submit(); return; }
    } catch { toast(state.dataset.unsent); }
  }

  root.addEventListener("submit", send, true);
  root.addEventListener("live:sent", () => { goOn(); if (stream?.readyState !== EventSource.OPEN) poll(); });
  root.addEventListener("live:sent", ({ target }) => { if ("ownRedraw" in { ...root.dataset, ...target.dataset }) { wanted.all = wanted.any = true; redraw(); } });
  document.addEventListener("live:out", leave);
  root.addEventListener("live:changed", ({ detail }) => { wanted.theme.add(detail.theme); wanted.any = true; redraw(); });
  // A hidden tab holds no stream: a browser has few connections to one server. It asks, and streams again once it is seen.
  document.addEventListener("visibilitychange", () => { if (document.hidden) { stream?.close(); stream = null; } else if (!over) { poll(); open(); } });
  window.addEventListener("pagehide", () => stream?.close());
  window.addEventListener("online", () => { if (!over) open(); });
  window.addEventListener("offline", lose);
  const every = setInterval(look, POLL_MS);
  if (!document.hidden) open();
}
