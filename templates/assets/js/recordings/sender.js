// Sends what waits, one chunk after the other, until the server has confirmed each. Never gives up on its own.
import { sha256, verdict } from "./server.js";

const PAUSES_MS = [500, 1000, 2000, 4000];

export class Sender {
  // say(state, words): state is "sending", "offline", "full", "signed-out", "stranger" or "refused".
  constructor(server, recordingUrl, waiting, say) {
    Object.assign(this, { server, recordingUrl, waiting, say, running: null, refused: false, tries: 0 });
    window.addEventListener("online", () => this.wake?.());
  }

  kick() {
    if (!this.refused) this.running ??= this.run().finally(() => { this.running = null; });
    return this.running;
  }

  // Resolves when nothing waits any more: true, or false when the server refused.
  async drained() {
    while (!this.refused && await this.waiting.size()) await this.kick();
    return !this.refused;
  }

  async run() {
    for (let chunk = await this.waiting.first(); chunk && !this.refused; chunk = await this.waiting.first()) {
      const [outcome, why] = verdict(await this.put(chunk));
      if (outcome === "taken") {
        await this.waiting.done(chunk.number);
        this.tries = 0;
        this.say("sending");
      } else if (outcome === "refused") {
        this.refused = true;
        this.say("refused", why);
      } else {
        this.say(why);
        await this.pause();
        if (why === "signed-out" || why === "stranger") await this.server.renew();
      }
    }
  }

  async put({ number, bytes }) {
    const headers = { "Content-Type": "application/octet-stream", "X-Chunk-SHA256": await sha256(bytes) };
    return this.server.send("PUT", `${this.recordingUrl}/chunks/${number}`, { body: bytes, headers });
  }

  pause() {
    const length = PAUSES_MS[Math.min(this.tries++, PAUSES_MS.length - 1)];
    return new Promise((resolve) => { this.wake = resolve; setTimeout(resolve, length); });
  }
}
