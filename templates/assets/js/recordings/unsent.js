// On every page of whoever has signed in: sends what this device still has of their recordings, and says so.
import { drain } from "./drain.js";
import { inWords } from "./length.js";
import { listWaiting } from "./waiting.js";

export default async function unsent(element) {
  const words = element.dataset;
  const said = element.querySelector("[data-line]");
  const link = element.querySelector("a");
  for (const one of await listWaiting(words.person)) {
    if (!one.page || document.querySelector(`[data-recording="${one.recording}"]`)) continue;
    said.textContent = words.sending.replace("%s", inWords(one.chunks, words));
    element.hidden = false;
    const outcome = await drain(one, { say: (state) => { if (state === "offline") said.textContent = words.offline; } });
    said.textContent = outcome === "sent" ? words.sent : "";
    link.href = `${one.page}/recording`;
    link.hidden = outcome !== "sent";
    element.hidden = outcome !== "sent";
  }
}
