// Before signing out: says that sound waits here to be sent, or that a recording goes on in another tab. No sound is
// removed; what the tab remembered is.
import { drain, isRecording } from "./drain.js";
import { inWords } from "./length.js";
import { listWaiting } from "./waiting.js";

const PATIENCE_MS = 8000;

export default function signOut(form) {
  const dialog = document.getElementById("unsent");
  if (!dialog) return;
  const words = dialog.dataset;
  const part = (name) => dialog.querySelector(`[data-${name}]`);
  let waiting = [];

  const leave = () => { sessionStorage.clear(); HTMLFormElement.prototype.submit.call(form); };

  // The page itself may be sending already; then this waits for it.
  async function sendFirst() {
    part("send").setAttribute("aria-busy", "true");
    part("line").textContent = words.sending;
    const slow = setTimeout(() => { part("line").textContent = words.offline; }, PATIENCE_MS);
    let all = true;
    for (const one of waiting) all = Boolean(await drain(one, { patient: true })) && all;
    clearTimeout(slow);
    part("send").removeAttribute("aria-busy");
    if (all && dialog.open) leave();
    else part("line").textContent = words.offline;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    waiting = await listWaiting(words.person).catch(() => []);
    const going = await isRecording();
    if (!waiting.length && !going) { leave(); return; }
    const chunks = waiting.reduce((sum, one) => sum + one.chunks, 0);
    part("how-much").textContent = going ? words.going : words.wait.replace("%s", inWords(chunks, words));
    part("send").hidden = going;
    part("line").textContent = "";
    dialog.showModal();
  });
  part("send").addEventListener("click", sendFirst);
  part("anyway").addEventListener("click", leave);
  part("stay").addEventListener("click", () => dialog.close());
}
