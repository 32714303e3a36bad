// A recording that was broken off: sends what this device still has of it, unless another tab is recording it.
import { Sender } from "./sender.js";
import { Server } from "./server.js";
import { Waiting } from "./waiting.js";

export default async function recover(element) {
  const { recording, url, tokenUrl, sending, sent, elsewhere } = element.dataset;
  const said = element.querySelector("[data-said]");
  const acts = element.querySelector("[data-acts]");

  async function drain() {
    if (!await Waiting.count(recording)) return;
    const server = new Server(tokenUrl);
    const answer = await server.send("POST", `${url}/resume`, { form: {} });
    if (!answer?.ok) return;
    acts.hidden = true;
    said.textContent = sending;
    const waiting = await Waiting.open(recording, answer.data.key);
    if (await new Sender(server, url, waiting, () => {}).drained()) said.textContent = sent;
    acts.hidden = false;
  }

  if (!navigator.locks) { await drain(); return; }
  await navigator.locks.request(`recording-${recording}`, { ifAvailable: true }, async (lock) => {
    if (lock) { await drain(); return; }
    acts.hidden = true;
    said.textContent = elsewhere;
  });
}
