// Follows a seminar: hears what changed (a stream, or asking now and then), and redraws the parts that differ and never the page.
// `data-now` gives the parts as they are now (parts.js). What is marked or pressed here is sent without leaving the page.
import redrawing from "./parts.js";
import sending from "./sending.js";
import wanting, { JOINING } from "./wanted.js";
import { csrfToken } from "../main.js";
import closeDown from "./out.js";
import { toast } from "../toast.js";

const POLL_MS = 2000;
const STREAM_AGAIN_MS = 10_000;
const PAUSE_MS = 500; // a window asks for its parts once in a while, and at once after what was done in it
const TURN_MS = 30; // so long for each window that asks as well: one after the other, and never all at the same time
const SILENCE_MS = 40_000; // the server says every 15 s that it is there
const OUT = [403, 404]; // whoever has signed out may come back: it is asked again
const AT_ONCE = ["gone", "corrected"]; // what may stay on no screen
const LEADING = ["led", "agenda_moved", "corrected", "gone", "voting_opened", "voting_closed"]; // after these, what is shown to everybody may be another thing

export default function live(root) {
  const { events, changes, now, transcript, object } = root.dataset;
  const state = document.getElementById("live-state");
  const parts = redrawing();
  const wanted = wanting(transcript);
  let [after, windows, turn, drawnAt] = [Number(root.dataset.after), 1, 0, 0];
  let [stream, heard, tried, lost, over, drawing, paused, resting] = [null, 0, 0, false, false, false, 0, ""];

  const led = () => document.dispatchEvent(new CustomEvent("live:led"));
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
  function correct() { root.dispatchEvent(new CustomEvent("text:corrected")); toast(state.dataset.corrected); }

  function note(change, pushed) {
    if (LEADING.includes(change.kind)) led();
    if (["led", "agenda_moved"].includes(change.kind)) { if ("led" in root.dataset) wanted.everything(); return; }
    if (pushed || (change.kind === "voted" && !("votes" in root.dataset))) return; // nothing that this window shows
    if (change.kind === "gone" && change.object && change.object === transcript) goAway();
    if (change.kind === "corrected" && transcript && change.transcript === transcript) correct();
    if (object && change.object === object && !JOINING.includes(change.kind)) say("newer");
    wanted.change(change);
  }

  function hear(news) {
    found();
    if (over) return;
    if (news.missed) { wanted.everything(); led(); }
    windows = news.windows ?? windows;
    const fresh = news.changes.filter((change) => change.seq > after);
    fresh.forEach((change) => note(change, news.pushed));
    after = news.missed ? news.last : Math.max(after, news.last);
    if (news.own || fresh.some(({ kind }) => AT_ONCE.includes(kind))) redraw();
    else takeTurn();
  }

  function takeTurn() { turn ||= setTimeout(redraw, Math.random() * TURN_MS * windows); }

  // Parts that the server has made once for all windows. What is older than what stands here, or could not be made, is asked for.
  function draw({ at, html, objects }) {
    found();
    if (over || resting) return;
    if (html !== null && !drawing && at >= drawnAt) return swap(html, at, csrfToken());
    wanted.objects(objects);
    takeTurn();
  }

  function swap(html, at, token) {
    drawnAt = Math.max(drawnAt, at);
    const fresh = new DOMParser().parseFromString(html, "text/html");
    if (token) fresh.querySelectorAll('input[name="csrf_token"]').forEach((field) => { field.value = token; });
    if (!parts.swap(fresh)) wanted.everything();
  }

  async function redraw() {
    turn = clearTimeout(turn);
    if (!now || drawing || paused || over || resting || !wanted.any) return;
    drawing = true;
    paused = setTimeout(goOn, Math.max(PAUSE_MS, 2 * TURN_MS * windows));
    try {
      const answer = await fetch(wanted.take(now), { headers: { "X-Fragment": "true" }, cache: "no-store" });
      if (answer.status === 404 && transcript) goAway();
      else if (OUT.includes(answer.status)) leave();
      else if (!answer.ok) throw new Error(answer.status);
      else if (!over && !resting) swap(await answer.text(), Number(answer.headers.get("Seminar-Position")));
      drawing = false;
      redraw();
    } catch {
      wanted.everything();
      setTimeout(() => { drawing = false; redraw(); }, POLL_MS);
    }
  }

  function goOn() { clearTimeout(paused); paused = 0; redraw(); }

  function open() {
    stream?.close();
    tried = heard = Date.now();
    const shown = transcript ? `&transcript=${transcript}&${new URL(now, location.href).searchParams}` : "";
    const opened = stream = new EventSource(`${events}?after=${after}${shown}`);
    opened.onopen = found;
    opened.addEventListener("beat", found);
    opened.addEventListener("parts", ({ data }) => draw(JSON.parse(data)));
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
    if (!over && stream?.readyState !== EventSource.OPEN) poll();
    if (!over && !document.hidden && (stream ? Date.now() - heard > SILENCE_MS : Date.now() - tried > STREAM_AGAIN_MS)) open();
  }

  sending(root, { unsent: state.dataset.unsent, missing: poll, isOver: () => over });
  root.addEventListener("live:sent", ({ target }) => {
    if ("ownRedraw" in { ...root.dataset, ...target.dataset }) wanted.everything();
    goOn();
    if (stream?.readyState !== EventSource.OPEN) poll();
  });
  document.addEventListener("live:out", leave);
  root.addEventListener("live:changed", ({ detail }) => { wanted.theme(detail.theme); redraw(); });
  // A hidden tab holds no stream: a browser has few connections to one server. It asks, and streams again once it is seen.
  document.addEventListener("visibilitychange", () => { if (document.hidden) { stream?.close(); stream = null; } else if (!over) { poll(); open(); } });
  for (const [kind, act] of [["pagehide", () => stream?.close()], ["online", () => { if (!over) open(); }], ["offline", lose]]) window.addEventListener(kind, act);
  const every = setInterval(look, POLL_MS);
  if (!document.hidden) open();
}
