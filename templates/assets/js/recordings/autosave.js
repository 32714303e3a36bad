// Saves notes, or a reflection, a while after the last key and in the middle of a long flow, under the version that the page
// showed; at once when the page is left or hidden. Says when. Until then the form is dirty, from the first key.
import { Server } from "./server.js";

const REST_MS = 5000;
const LONGEST_MS = 15000;

export default function autosave(form) {
  const said = form.querySelector("[data-said]");
  const server = new Server(form.dataset.tokenUrl ?? `${location.pathname.replace(/\/notes$/, "")}/token`);
  let resting;
  let since = null; // when the first key came that is not saved
  let saving = false;

  async function save() {
    clearTimeout(resting);
    since = null;
    if (saving) { rest(); return; }
    saving = true;
    const sent = form.elements.text.value;
    const fields = { text: sent, version: form.elements.version.value };
    let answer = await server.send("POST", location.pathname, { form: fields });
    if (answer && [400, 401].includes(answer.status) && await server.renew()) answer = await server.send("POST", location.pathname, { form: fields });
    saving = false;
    if (!answer?.ok) { said.textContent = answer?.data.error || form.dataset.failed; return; }
    form.elements.version.value = answer.data.version;
    said.textContent = form.dataset.saved.replace("%s", new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }));
    if (form.elements.text.value === sent) form.dispatchEvent(new Event("form:saved"));
  }

  function rest() {
    since ??= Date.now();
    clearTimeout(resting);
    resting = setTimeout(save, Math.min(REST_MS, Math.max(0, since + LONGEST_MS - Date.now())));
  }

  const saveAtOnce = () => { if (since !== null) save(); };

  form.elements.text.addEventListener("input", rest);
  if (form.elements.text.value !== form.elements.text.defaultValue) rest(); // typed before this was here
  form.addEventListener("submit", () => { clearTimeout(resting); since = null; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) saveAtOnce(); });
  window.addEventListener("pagehide", saveAtOnce);
}
