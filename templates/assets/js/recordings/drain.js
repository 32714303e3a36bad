// Sends what this device still has of one recording, unless another tab is recording or sending it.
import { Sender } from "./sender.js";
import { Server } from "./server.js";
import { Waiting, closeWaiting } from "./waiting.js";

const NOW = "recording-now"; // the lock that every room holds while it records

// Tells other tabs that this one records; what it gives back ends that.
export function holdWhileRecording(recording) {
  let unlock = () => {};
  const done = new Promise((resolve) => { unlock = resolve; });
  navigator.locks?.request(`recording-${recording}`, () => done);
  navigator.locks?.request(NOW, { mode: "shared" }, () => done);
  return unlock;
}

export async function isRecording() { return Boolean((await navigator.locks?.query())?.held.some(({ name }) => name === NOW)); }

const held = (recording, options, work) => (navigator.locks ? navigator.locks.request(`recording-${recording}`, options, work) : work(true));

// "sent", "closed" (the server takes no more of it), "elsewhere" (another tab has it), or null: not now. Tries for as long as the
// net is down, and says so by `say`. `page` is the interview's address. `patient`: wait for the other tab.
export function drain({ recording, page }, { say = () => {}, patient = false } = {}) {
  return held(recording, patient ? {} : { ifAvailable: true }, async (lock) => {
    if (!lock) return "elsewhere";
    const server = new Server(`${page}/token`);
    const url = `${page}/recordings/${recording}`;
    const answer = await server.send("POST", `${url}/resume`, { form: {} });
    const gone = answer?.status === 404 && await server.renew();
    if (gone || (answer?.ok && answer.data.state !== "receiving")) {
      await closeWaiting(recording, { forget: gone });
      return "closed";
    }
    if (!answer?.ok) return null;
    const waiting = await Waiting.open(recording, answer.data.key);
    return await new Sender(server, url, waiting, say).drained() ? "sent" : null;
  });
}
