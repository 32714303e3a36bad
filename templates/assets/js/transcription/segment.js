// One stretch of the text: reads as text, becomes a field when it is touched, saves itself under the version that was shown.
import { Server } from "../recordings/server.js";

const REST_MS = 1500;
const SOON_MS = 250;
const AGAIN_MS = 5000;
const server = new Server(location.pathname);

export default function segment(form) {
  const shown = form.querySelector("[data-shown]");
  const field = form.elements.text;
  const speaker = form.elements.speaker;
  const said = form.querySelector("[data-said]");
  let resting;
  let saving = false;
  let saved = state();

  function state() { return `${speaker.value}\n${field.value}`; }

  function read() {
    if (document.activeElement === field) return;
    const text = field.value.replace(/\s+/g, " ").trim();
    if (text !== shown.textContent.replace(/\s+/g, " ").trim()) { shown.textContent = text; shown.classList.remove("unsure"); }
    shown.hidden = false;
    field.classList.add("visually-hidden");
  }

  function write(place) {
    field.classList.remove("visually-hidden");
    shown.hidden = true;
    field.focus();
    if (place !== undefined) field.setSelectionRange(place, place);
  }

  function placeOf(event) {
    const at = document.caretPositionFromPoint?.(event.clientX, event.clientY) ?? document.caretRangeFromPoint?.(event.clientX, event.clientY);
    if (!at) return undefined;
    const range = document.createRange();
    range.selectNodeContents(shown);
    range.setEnd(at.offsetNode ?? at.startContainer, at.offset ?? at.startOffset);
    return range.toString().length;
  }

  function tell(text, failed) {
    said.textContent = text;
    form.dataset.state = failed ? "failed" : "";
    const page = document.querySelector("[data-saved-at]");
    if (page && !failed) page.textContent = text;
  }

  async function save() {
    clearTimeout(resting);
    if (saving || state() === saved) return;
    saving = true;
    const sent = state();
    const answer = await server.send("POST", form.action, { form: { version: form.elements.version.value, text: field.value, speaker: speaker.value, act: "save" } });
    saving = false;
    if (answer?.ok) {
      saved = sent;
      form.elements.version.value = answer.data.version;
      tell("");
      tell(answer.data.said);
      said.textContent = "";
      if (state() !== saved) rest();
      return;
    }
    const signedOut = answer && [400, 401].includes(answer.status);
    tell(signedOut ? form.dataset.signedOut : answer?.data.error || form.dataset.failed, true);
    if (!answer || signedOut || answer.status >= 500) rest(AGAIN_MS);
  }

  function rest(after = REST_MS) { clearTimeout(resting); resting = setTimeout(save, after); }

  function changeSpeaker() {
    const [interviewer, child] = ["interviewer", "child"];
    speaker.value = speaker.value === child ? interviewer : child;
    speaker.dispatchEvent(new Event("change"));
  }

  async function divide() {
    const place = field.selectionStart;
    form.elements.at.value = Array.from(field.value.slice(0, place)).length;
    clearTimeout(resting);
    form.querySelector('[value="split"]').click();
  }

  shown.addEventListener("click", (event) => { if (String(getSelection()) === "") write(placeOf(event)); });
  field.addEventListener("focus", () => write());
  field.addEventListener("blur", () => { read(); rest(SOON_MS); }); // soon, not now: a button may send the whole form
  field.addEventListener("input", () => rest());
  speaker.addEventListener("change", () => {
    form.classList.toggle("segment--child", speaker.value === "child");
    form.querySelector("[data-name]").textContent = speaker.selectedOptions[0].dataset.name;
    save();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey && event.target === field) { event.preventDefault(); divide(); }
    else if (event.key === "Enter" && event.target === field) { event.preventDefault(); field.blur(); }
    if (event.altKey && event.key === "1") { event.preventDefault(); changeSpeaker(); }
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value === "split" && form.elements.at.value === "") form.elements.at.value = Array.from(field.value.slice(0, field.selectionStart)).length;
    clearTimeout(resting);
    if (saving) { event.preventDefault(); setTimeout(() => form.requestSubmit(event.submitter), SOON_MS); }
  });
  window.addEventListener("beforeunload", (event) => { if (form.dataset.state === "failed" && state() !== saved) event.preventDefault(); });
  // a press on a button must not close the field that the button is about
  form.querySelector(".segment__tools").addEventListener("mousedown", (event) => { if (event.target.closest("button")) event.preventDefault(); });
  form.querySelector("[data-save]").hidden = true;
  form.dataset.live = "";
  read();
}
