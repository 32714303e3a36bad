// The interview room: puts microphone, sender, questions and marks together, and says calmly what goes on.
import { showCards } from "./cards.js";
import { isGoing, showControls } from "./controls.js";
import { holdWhileRecording } from "./drain.js";
import { showLevel } from "./level.js";
import { clock, takeMarks } from "./marks.js";
import { soundKind } from "./microphone.js";
import { showNotices } from "./notices.js";
import { openMicrophone, openRecording } from "./opening.js";
import { Sender } from "./sender.js";
import { Server, verdict } from "./server.js";
import { Waiting } from "./waiting.js";
import { keepAwake } from "./wake.js";
import { offerWorry } from "./worry.js";

const TICK_MS = 250;
const CHUNK_MS = 1000;

export default function room(element) {
  const words = element.dataset;
  const server = new Server(words.tokenUrl);
  const part = (name) => element.querySelector(`[data-${name}]`);
  const now = { recording: null, microphone: null, sender: null, state: "ready", busy: false, chunks: 0, kept: Promise.resolve() };
  const cards = showCards(element);
  const marks = takeMarks(element, words, server, cards, {
    recording: () => now.recording, ms: () => now.microphone?.ms ?? 0, isRecording: () => now.state === "recording",
  });
  offerWorry(element, server);
  if (!part("start")) return;
  const say = showNotices(part("said"), words);
  const showState = showControls(element, words);

  function show(state) {
    now.state = state;
    showState(state);
    if (state === "recording") marks.ask();
  }

  async function onSending(state, why) {
    const left = await now.sender?.waiting.size();
    if (state === "refused") { await halt(); leaveRecording(); say("sound", `${words.refused} ${why}`); }
    else if (state === "sending") say("sending", now.state === "saving" && left ? `${words.waiting} ${left}` : "");
    else say("sending", { offline: words.offline, full: words.full, stranger: words.stranger, "signed-out": words.signedOut }[state],
      { asksToSignIn: state === "stranger" || state === "signed-out" });
  }

  const listen = (before) => openMicrophone({
    before,
    onChunk: keep,
    onBreak: (cause) => breakOff(words[cause]),
    onSilence: () => { show("silent"); say("sound", words.muted); },
    onSound: () => { show("recording"); say("sound", ""); },
  }, words, say);

  function begin(microphone) {
    now.microphone = microphone;
    say("sound", "");
    part("time").hidden = false;
    now.bars = showLevel(part("level"), words, () => microphone.level());
    now.ticking = setInterval(() => { microphone.check(); part("clock").textContent = clock(microphone.ms); }, TICK_MS);
    show("recording");
    try { microphone.start(); } catch { breakOff(words.failed); }
  }

  async function start() {
    say("sound", "");
    const microphone = await listen(0);
    if (!microphone) return;
    const opened = await openRecording(server, words, say);
    if (!opened) { microphone.release(); return; }
    const note = { person: words.person, page: words.page, kind: soundKind() };
    const waiting = await Waiting.open(opened.id, opened.key, { note, onFull: () => say("device", words.noRoom) });
    const chunks = 1 + Math.max(-1, ...opened.chunks, await waiting.last());
    Object.assign(now, { recording: opened.id, url: opened.url, waiting, chunks, sender: new Sender(server, opened.url, waiting, onSending) });
    microphone.before = chunks * CHUNK_MS;
    now.unlock = holdWhileRecording(now.recording);
    navigator.storage?.persist?.();
    now.sleep = keepAwake((isRefused) => say("wake", isRefused ? words.noWake : ""));
    now.sender.kick();
    begin(microphone);
  }

  // The same recording goes on: with the microphone that was paused, or with a new one.
  async function goOn() {
    if (now.state === "paused") { now.microphone.resume(); show("recording"); now.microphone.check(); return; }
    const before = now.microphone.ms;
    await rest();
    const microphone = await listen(before);
    if (microphone) begin(microphone); else show("broken");
  }

  async function breakOff(why) {
    show("broken");
    say("sound", why);
    await rest();
  }

  function keep(blob) {
    const number = now.chunks++;
    now.kept = now.kept.then(async () => {
      await now.waiting.put(number, await blob.arrayBuffer());
      now.sender.kick();
    });
  }

  async function rest() {
    clearInterval(now.bars);
    clearInterval(now.ticking);
    await now.microphone.stop();
    await now.kept;
  }

  async function halt() { await rest(); now.sleep?.(); say("wake", ""); }

  function leaveRecording() { now.unlock?.(); now.recording = null; delete words.resumes; show("ready"); }

  async function finish() {
    if (now.state === "saving") return;
    const isBroken = now.state === "broken";
    show("saving");
    await halt();
    if (!await now.sender.drained()) return;
    for (;;) {
      const answer = await server.send("POST", `${now.url}/finish`, { form: { chunks: now.chunks, ...(isBroken && { broken_off: 1 }) } });
      const [outcome, reason] = verdict(answer);
      if (outcome === "again") {
        onSending(reason);
        await now.sender.pause();
        await server.renew();
        continue;
      }
      leaveRecording();
      if (outcome === "taken") location.assign(words.doneUrl); else say("sound", reason);
      return;
    }
  }

  part("start").addEventListener("click", async () => {
    if (now.busy) return;
    now.busy = true;
    await (now.state === "ready" ? start() : goOn()).finally(() => { now.busy = false; });
  });
  part("pause").addEventListener("click", () => { now.microphone.pause(); show("paused"); });
  part("stop").addEventListener("click", finish);
  part("last").addEventListener("click", (event) => { if (isGoing(now.state)) { event.preventDefault(); finish(); } });
  document.addEventListener("visibilitychange", () => { if (document.hidden) now.microphone?.flush(); else now.microphone?.check(); });
  window.addEventListener("pagehide", () => now.microphone?.flush());
  window.addEventListener("beforeunload", (event) => { if (now.state !== "ready") event.preventDefault(); });
  show("ready");
}
