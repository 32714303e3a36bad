// The interview room: puts microphone, sender, questions and marks together, and says calmly what goes on.
import { showCards } from "./cards.js";
import { showLevel } from "./level.js";
import { clock, takeMarks } from "./marks.js";
import { Microphone } from "./microphone.js";
import { Sender } from "./sender.js";
import { Server, verdict } from "./server.js";
import { Waiting } from "./waiting.js";
import { offerWorry } from "./worry.js";

export default function room(element) {
  const words = element.dataset;
  const server = new Server(words.tokenUrl);
  const part = (name) => element.querySelector(`[data-${name}]`);
  const said = part("said");
  const now = { recording: null, microphone: null, sender: null, state: "ready", busy: false };
  const cards = showCards(element);
  const marks = takeMarks(element, words, server, cards, {
    recording: () => now.recording, ms: () => now.microphone?.ms ?? 0, isRecording: () => now.state === "recording",
  });
  offerWorry(element, server);
  if (!part("start")) return;

  function show(state) {
    now.state = state;
    part("rec").dataset.state = state;
    part("rec").textContent = words[state];
    part("start").hidden = state !== "ready";
    part("leave").hidden = state !== "ready";
    part("pause").hidden = !["recording", "paused"].includes(state);
    part("stop").hidden = part("pause").hidden;
    part("pause").querySelector("span").textContent = state === "paused" ? words.resume : words.pause;
    if (state === "recording") marks.ask();
  }

  function say(text, { signIn = false } = {}) {
    said.hidden = !text;
    if (said.firstChild?.textContent === text) return;
    said.replaceChildren(text);
    if (!signIn) return;
    const link = Object.assign(document.createElement("a"), { href: words.signInUrl, target: "_blank", rel: "noopener", textContent: words.signIn });
    said.append(" ", link);
  }

  async function onSending(state, why) {
    const left = await now.sender?.waiting.size();
    if (state === "refused") { await halt(); now.unlock?.(); show("ready"); say(`${words.refused} ${why}`); }
    else if (state === "sending") say(now.state === "saving" && left ? `${words.waiting} ${left}` : "");
    else say({ offline: words.offline, full: words.full, stranger: words.stranger, "signed-out": words.signedOut }[state],
      { signIn: state === "stranger" || state === "signed-out" });
  }

  async function start() {
    say("");
    const microphone = new Microphone({ onChunk: keep, onCut: () => finish(words.cut) });
    try { await microphone.listen(); } catch (error) {
      microphone.release();
      say(error.name === "NotFoundError" ? words.noMicrophone : words.noPermission);
      return;
    }
    const asked = { form: { client_key: crypto.randomUUID(), source: "browser" } };
    let answer = await server.send("POST", words.recordingsUrl, asked);
    if (answer?.status === 400 && await server.renew()) answer = await server.send("POST", words.recordingsUrl, asked);
    if (!answer?.ok) {
      microphone.release();
      const [outcome, why] = verdict(answer);
      if (outcome === "refused") say(why);
      else say(why === "signed-out" ? words.signedOut : words.noServer, { signIn: why === "signed-out" });
      return;
    }
    now.waiting = await Waiting.open(answer.data.id, answer.data.key);
    now.sender = new Sender(server, answer.data.url, now.waiting, onSending);
    Object.assign(now, { recording: answer.data.id, url: answer.data.url, microphone, chunks: 0, kept: Promise.resolve() });
    navigator.locks?.request(`recording-${now.recording}`, () => new Promise((resolve) => { now.unlock = resolve; }));
    navigator.wakeLock?.request("screen").then((lock) => { now.wake = lock; }, () => {});
    part("time").hidden = false;
    now.bars = showLevel(part("level"), words, () => microphone.level());
    now.ticking = setInterval(() => { part("clock").textContent = clock(microphone.ms); }, 250);
    microphone.start();
    show("recording");
  }

  function keep(number, blob) {
    now.chunks = number + 1;
    now.kept = now.kept.then(async () => {
      await now.waiting.put(number, await blob.arrayBuffer());
      now.sender.kick();
    });
  }

  async function halt() {
    clearInterval(now.bars);
    clearInterval(now.ticking);
    await now.microphone.stop();
    await now.kept;
    now.wake?.release();
  }

  async function finish(why = "") {
    if (now.state === "saving") return;
    show("saving");
    await halt();
    if (!await now.sender.drained()) return;
    for (;;) {
      const answer = await server.send("POST", `${now.url}/finish`, { form: { chunks: now.chunks } });
      const [outcome, reason] = verdict(answer);
      if (outcome === "again") {
        onSending(reason);
        await now.sender.pause();
        await server.renew();
        continue;
      }
      now.unlock?.();
      show("ready");
      if (outcome === "taken" && !why) { location.assign(words.doneUrl); return; }
      say(why || reason);
      now.recording = null;
      return;
    }
  }

  part("start").addEventListener("click", async () => {
    if (now.busy) return;
    now.busy = true;
    await start().finally(() => { now.busy = false; });
  });
  part("pause").addEventListener("click", () => {
    if (now.state === "paused") { now.microphone.resume(); show("recording"); } else { now.microphone.pause(); show("paused"); }
  });
  part("stop").addEventListener("click", () => finish());
  window.addEventListener("beforeunload", (event) => { if (now.state !== "ready") event.preventDefault(); });
  show("ready");
}
