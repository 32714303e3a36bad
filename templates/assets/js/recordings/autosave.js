// Saves notes, or a reflection, a while after the last key, under the version that the page showed; says when.
import { Server } from "./server.js";

const REST_MS = 5000;

export default function autosave(form) {
  const said = form.querySelector("[data-said]");
  const server = new Server(form.dataset.tokenUrl ?? `${location.pathname.replace(/\/notes$/, "")}/token`);
  let resting;
  let saving = false;

  async function save() {
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

  function rest() { clearTimeout(resting); resting = setTimeout(save, REST_MS); }

  form.elements.text.addEventListener("input", rest);
  form.addEventListener("submit", () => clearTimeout(resting));
}
