// Sends what was written, in order, and tries again while the net is down. Nothing is lost: what is unsaved stays in memory.
import { Server } from "../recordings/server.js";

const AGAIN_MS = 4000;

export class Saver {
  constructor(root) {
    this.words = root.dataset;
    this.place = root.dataset.place;
    this.server = new Server(root.dataset.place);
    this.queue = Promise.resolve();
    this.pending = 0; // how many saves are on their way
    this.applied = () => {};
  }

  // Saves what an editor holds when the page is left or hidden, and asks before it is left with something unsaved.
  guard(editor) {
    window.addEventListener("beforeunload", (event) => { if (this.pending || editor.isUnsaved) event.preventDefault(); });
    window.addEventListener("pagehide", () => editor.save());
    document.addEventListener("visibilitychange", () => { if (document.hidden) editor.save(); });
  }

  // One after the other, so that each is sent under the version that the one before it gave.
  send(url, form) {
    const sent = this.queue.then(() => this.server.send("POST", url, { form: typeof form === "function" ? form() : form }));
    this.queue = sent.catch(() => null);
    return sent;
  }

  address(id) { return `${this.place}/segments/${id}`; }

  // Does something with a segment; tries until the server has said yes or no. `tell(words, failed)` says how it goes.
  act(id, fields, tell) {
    this.pending += 1;
    return this.insist(id, fields, tell).finally(() => { this.pending -= 1; });
  }

  async insist(id, fields, tell) {
    for (;;) {
      const answer = await this.send(this.address(id), fields);
      if (answer?.ok) { this.landed = answer.data.segment; this.applied(answer.data); return answer; }
      const signedOut = answer && [400, 401].includes(answer.status);
      if (answer && !signedOut && answer.status < 500) return answer;
      tell(signedOut ? this.words.signedOut : this.words.failed, true);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  async newest(id) {
    const answer = await this.server.send("GET", this.address(id));
    return answer?.ok ? answer.data : null;
  }
}
