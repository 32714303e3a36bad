// One stretch of the text while somebody corrects it: saves itself under the version that was shown. Made by sheet.js.
import { Server } from "../recordings/server.js";

const REST_MS = 1500;
const SOON_MS = 250;
const AGAIN_MS = 5000;
const server = new Server(location.pathname);

export class Segment {
  constructor(form, sheet) {
    this.form = form;
    this.sheet = sheet;
    this.shown = form.querySelector("[data-shown]");
    this.said = form.querySelector("[data-said]");
    this.field = form.elements.text;
    this.speaker = form.elements.speaker;
    this.saving = false;
    this.saved = this.state();
    this.field.addEventListener("blur", () => { this.close(); this.rest(SOON_MS); }); // soon, not now: a button may send the form
    this.field.addEventListener("input", () => this.rest());
    this.speaker.addEventListener("change", () => this.changed());
    // a press on a button must not close the field that the button is about
    form.querySelector(".segment__tools").addEventListener("mousedown", (event) => { if (event.target.closest("button")) event.preventDefault(); });
    form.addEventListener("keydown", (event) => this.key(event));
    form.addEventListener("submit", (event) => this.send(event));
    window.addEventListener("beforeunload", (event) => { if (form.dataset.state === "failed" && this.state() !== this.saved) event.preventDefault(); });
  }

  state() { return `${this.speaker.value}\n${this.field.value}`; }

  open(place) {
    this.form.dataset.open = "";
    if (document.activeElement !== this.field) this.field.focus();
    if (place !== undefined) this.field.setSelectionRange(place, place);
  }

  close() {
    delete this.form.dataset.open;
    const text = this.field.value.replace(/\s+/g, " ").trim();
    if (text === this.shown.textContent.replace(/\s+/g, " ").trim()) return;
    this.shown.textContent = text;
    this.shown.classList.remove("unsure");
  }

  tell(text, failed) {
    this.said.textContent = failed ? text : "";
    this.form.dataset.state = failed ? "failed" : "";
    const page = document.querySelector("[data-saved-at]");
    if (page && !failed) page.textContent = text;
  }

  rest(after = REST_MS) { clearTimeout(this.resting); this.resting = setTimeout(() => this.save(), after); }

  async save() {
    clearTimeout(this.resting);
    if (this.saving || this.state() === this.saved) return;
    this.saving = true;
    const sent = this.state();
    const { version } = this.form.elements;
    const answer = await server.send("POST", this.form.action, { form: { version: version.value, text: this.field.value, speaker: this.speaker.value, act: "save" } });
    this.saving = false;
    if (answer?.ok) {
      this.saved = sent;
      version.value = answer.data.version;
      this.tell(answer.data.said);
      if (this.state() !== this.saved) this.rest();
      return;
    }
    const signedOut = answer && [400, 401].includes(answer.status);
    this.tell(signedOut ? this.sheet.dataset.signedOut : answer?.data.error || this.sheet.dataset.failed, true);
    if (!answer || signedOut || answer.status >= 500) this.rest(AGAIN_MS);
  }

  changed() {
    this.form.classList.toggle("segment--child", this.speaker.value === "child");
    this.form.querySelector("[data-name]").textContent = this.speaker.selectedOptions[0].dataset.word;
    this.save();
  }

  key(event) {
    if (event.altKey && event.key === "1") {
      event.preventDefault();
      this.speaker.value = this.speaker.value === "child" ? "interviewer" : "child";
      this.changed();
    }
    if (event.key !== "Enter" || event.target !== this.field) return;
    event.preventDefault();
    if (event.ctrlKey) this.form.requestSubmit(this.form.querySelector('[value="split"]'));
    else this.field.blur();
  }

  send(event) {
    if (event.submitter?.value === "split") this.form.elements.at.value = Array.from(this.field.value.slice(0, this.field.selectionStart)).length;
    clearTimeout(this.resting);
    if (!this.saving) return;
    event.preventDefault();
    setTimeout(() => this.form.requestSubmit(event.submitter), SOON_MS);
  }
}
