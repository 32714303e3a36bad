// A chosen file, sent in chunks by the recorder's protocol. Choosing the same file again goes on where it stopped.
import { Server, sha256, verdict } from "./server.js";

const PAUSES_MS = [500, 1000, 2000, 4000];
const MEGABYTE = 1024 * 1024;

export default function upload(form) {
  const words = form.dataset;
  const server = new Server(words.tokenUrl);
  const part = (name) => form.querySelector(`[data-${name}]`);
  const button = form.querySelector("button");
  const megabytes = (bytes) => (bytes / MEGABYTE).toFixed(1).replace(".", document.documentElement.lang === "sv" ? "," : ".");
  const filled = (text, ...values) => values.reduce((done, value) => done.replace("%s", value), text);
  let busy = false;

  function say(text, { error = false, signIn = false } = {}) {
    part("said").replaceChildren(text);
    part("said").classList.toggle("error", error);
    if (signIn) part("said").append(" ", Object.assign(document.createElement("a"), { href: words.signInUrl, target: "_blank", rel: "noopener", textContent: words.signIn }));
  }

  function progress(sent, all) {
    part("bar").value = Math.round(100 * sent / all);
    part("amount").textContent = filled(words.amountWords, megabytes(sent), megabytes(all));
  }

  // Tries until the server takes it. Throws with the server's words when it never will.
  async function insist(method, url, options) {
    for (let tries = 0; ; tries++) {
      const answer = await server.send(method, url, options);
      const [outcome, why] = verdict(answer);
      if (outcome === "taken") { say(""); return answer.data; }
      if (outcome === "refused") throw new Error(why);
      const out = why === "signed-out" || why === "stranger";
      say({ full: words.full, offline: words.offline }[why] ?? words.signedOut, { signIn: out });
      await new Promise((resolve) => setTimeout(resolve, PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)]));
      if (out) await server.renew();
    }
  }

  async function send(file) {
    const size = Number(words.chunk);
    const start = await file.slice(0, size).arrayBuffer();
    const clientKey = await sha256(new TextEncoder().encode(`${file.size}/${file.lastModified}/${await sha256(start)}`));
    const recording = await insist("POST", words.recordingsUrl, { form: { client_key: clientKey, source: "upload" } });
    const there = new Set(recording.chunks);
    const chunks = Math.ceil(file.size / size);
    for (let number = 0; recording.state === "receiving" && number < chunks; number++) {
      if (!there.has(number)) {
        const bytes = await file.slice(number * size, (number + 1) * size).arrayBuffer();
        const headers = { "Content-Type": "application/octet-stream", "X-Chunk-SHA256": await sha256(bytes) };
        await insist("PUT", `${recording.url}/chunks/${number}`, { body: bytes, headers });
      }
      progress(Math.min((number + 1) * size, file.size), file.size);
    }
    say(words.checking);
    await insist("POST", `${recording.url}/finish`, { form: { chunks } });
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const file = form.elements.file.files[0];
    if (busy) return;
    if (!file) { say(words.none, { error: true }); return; }
    if (!file.size) { say(words.empty, { error: true }); return; }
    if (file.size > Number(words.largest)) { say(filled(words.tooLarge, megabytes(file.size), megabytes(words.largest)), { error: true }); return; }
    busy = true;
    button.setAttribute("aria-busy", "true");
    form.dataset.state = "sending";
    part("running").hidden = false;
    part("name").textContent = file.name;
    progress(0, file.size);
    try {
      await send(file);
      form.dataset.state = "stored";
      busy = false;
      location.assign(words.doneUrl);
    } catch (error) {
      form.dataset.state = "empty";
      part("running").hidden = true;
      say(error.message, { error: true });
    } finally {
      busy = false;
      button.removeAttribute("aria-busy");
    }
  });
  window.addEventListener("beforeunload", (event) => { if (busy) event.preventDefault(); });
}
