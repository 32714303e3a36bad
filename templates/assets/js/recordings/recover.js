// A recording that was broken off: sends what this device still has of it, and offers to go on with it here.
import { drain, isRecording } from "./drain.js";
import { Waiting } from "./waiting.js";

export default async function recover(element) {
  const { recording, page, sending, sent, elsewhere } = element.dataset;
  const said = element.querySelector("[data-said]");
  const acts = element.querySelector("[data-acts]");
  const { chunks, note } = await Waiting.look(recording);
  const free = !navigator.locks || !(await navigator.locks.query()).held.some(({ name }) => name === `recording-${recording}`);
  if (chunks || !free) {
    acts.hidden = true;
    said.textContent = !free && await isRecording() ? elsewhere : sending;
    if (await drain({ recording, page }, { patient: true }) === "sent") said.textContent = chunks ? sent : "";
    acts.hidden = false;
  }
  // Its sound goes on only as the same kind of sound, so only the browser that began it may.
  if (note?.kind && MediaRecorder.isTypeSupported(note.kind)) acts.querySelector("[data-go-on]")?.removeAttribute("hidden");
}
