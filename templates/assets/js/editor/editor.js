// A segment becomes a field when it is touched: saves itself after a rest, and has every act of the segment on buttons and keys.
import { Actions, SPEAKERS, clean, timecode } from "./actions.js";
import { clockTime } from "./player.js";

const REST_MS = 1200;
const LONGEST_MS = 6000;

export class Editor extends Actions {
  constructor(text, saver, sound) {
    super();
    Object.assign(this, { text, saver, sound, segment: null, unsaved: new Map() });
    this.template = document.getElementById("editor");
    text.sheet.addEventListener("click", (event) => this.click(event));
    text.sheet.addEventListener("dblclick", (event) => this.doubled(event));
    saver.guard(this);
  }

  // From the first key until the server has it, also when it was refused.
  get isUnsaved() { return this.unsaved.size > 0 || Boolean(this.segment) && clean(this.field.value) !== clean(this.saved ?? ""); }

  get field() { return this.form?.elements.text; }

  click(event) {
    const link = event.target.closest(".segment__open");
    if (link) { event.preventDefault(); this.open(link.closest("[data-id]")); return; }
    const shown = event.target.closest("[data-shown]");
    if (!shown || String(getSelection()) || !this.sound || event.detail > 1) return;
    const place = this.placeAt(event);
    const segment = shown.closest("[data-id]");
    this.sound.playFrom((place ? this.text.timeAt(segment, place.node, place.offset) : Number(segment.dataset.start)) / 1000);
  }

  doubled(event) {
    const shown = event.target.closest("[data-shown]");
    if (!shown) return;
    const range = new Range();
    const chosen = getSelection();
    range.selectNodeContents(shown);
    if (chosen.rangeCount && shown.contains(chosen.anchorNode)) range.setEnd(chosen.getRangeAt(0).startContainer, chosen.getRangeAt(0).startOffset);
    const before = [...range.cloneContents().childNodes].map((node) => (node.classList?.contains("silent") ? "" : node.textContent)).join("");
    const length = clean(String(chosen)).length;
    this.open(shown.closest("[data-id]"), clean(before).length + (/\s$/.test(before) && clean(before) ? 1 : 0), length);
  }

  placeAt(event) {
    const at = document.caretPositionFromPoint?.(event.clientX, event.clientY) ?? document.caretRangeFromPoint?.(event.clientX, event.clientY);
    return at ? { node: at.offsetNode ?? at.startContainer, offset: at.offset ?? at.startOffset } : null;
  }

  open(segment, place, length = 0) {
    if (!segment) return;
    if (segment !== this.segment) this.make(segment);
    this.field.focus();
    if (place !== undefined) this.field.setSelectionRange(place, place + length);
  }

  make(segment) {
    this.close();
    this.segment = this.text.open = segment;
    const shown = segment.querySelector("[data-shown]");
    this.form = this.template.content.firstElementChild.cloneNode(true);
    this.form.action = this.saver.address(segment.dataset.id);
    this.field.value = this.unsaved.get(segment.dataset.id) ?? this.read(shown);
    this.saved = this.read(shown);
    this.field.setAttribute("aria-label", this.field.getAttribute("aria-label").replace("%s", clockTime(Number(segment.dataset.start) / 1000)));
    shown.hidden = true;
    segment.querySelector(".segment__open").hidden = true;
    shown.after(this.form);
    this.show();
    this.form.addEventListener("input", (event) => { if (event.target === this.field) this.rest(); });
    this.form.addEventListener("submit", (event) => event.preventDefault()); this.form.addEventListener("focusout", () => this.save());
    this.form.addEventListener("keydown", (event) => this.key(event));
    this.form.addEventListener("click", (event) => this.press(event.target.closest("button")));
  }

  read(shown) { return clean([...shown.childNodes].map((node) => (node.classList?.contains("silent") ? "" : node.textContent)).join("")); }

  show() {
    for (const button of this.form.querySelectorAll("[data-speaker]")) button.setAttribute("aria-pressed", String(button.dataset.speaker === this.segment.dataset.who));
    for (const name of ["start", "end"]) this.form.elements[name].value = timecode(Number(this.segment.dataset[name]));
    this.form.querySelector('[data-act="sure"]').hidden = !this.segment.matches(".segment--unsure") && !this.segment.querySelector(".unsure");
    const at = this.text.segments.indexOf(this.segment);
    this.form.querySelector('[data-act="join"]').hidden = at === 0;
    this.form.querySelector('[data-act="join_next"]').hidden = at === this.text.segments.length - 1;
  }

  close({ focus = false } = {}) {
    if (!this.segment) return;
    this.save();
    const segment = this.segment;
    const shown = segment.querySelector("[data-shown]");
    const written = clean(this.field.value);
    this.form.remove();
    if (written !== this.read(shown)) shown.textContent = written;
    shown.hidden = false;
    const link = segment.querySelector(".segment__open");
    link.hidden = false;
    this.segment = this.form = this.text.open = null;
    const made = this.text.pending;
    this.text.pending = null;
    if (made && made.dataset.id === segment.dataset.id && written === this.read(made.querySelector("[data-shown]"))) {
      made.id = segment.id;
      segment.replaceWith(made);
      this.text.read();
      this.text.now = null;
      if (focus) made.querySelector(".segment__open").focus();
    } else if (focus) link.focus();
  }

  // Saves after a rest, and in the middle of a long flow of words.
  rest() {
    this.since ??= Date.now();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.save(), Math.min(REST_MS, Math.max(0, this.since + LONGEST_MS - Date.now())));
  }

  tell(form, words, failed) {
    const said = form?.querySelector("[data-said]");
    if (said) { said.textContent = words; form.dataset.state = failed ? "failed" : ""; }
    const page = document.querySelector("[data-saved-at]");
    if (failed && page) page.textContent = words;
  }

  save() {
    clearTimeout(this.resting);
    this.since = null;
    if (!this.segment || clean(this.field.value) === clean(this.saved)) return this.saving ?? Promise.resolve(true);
    this.saved = this.field.value;
    this.saving = this.act("save", { text: this.field.value });
    return this.saving;
  }

  async settled() { return (await (this.save() ?? true)) !== false; }

  key(event) {
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); this.close({ focus: true }); return; }
    if (event.key !== "Enter" || event.target !== this.field) return;
    event.preventDefault();
    if (event.ctrlKey) this.change("split"); else this.close({ focus: true });
  }

  press(button) {
    if (!button) return;
    const { speaker, act, nudge, by, here } = button.dataset;
    if (speaker) this.speak(SPEAKERS.indexOf(speaker), this.form.querySelector("[data-alike]").checked);
    if (act) this.change(act);
    if (nudge) this.move(nudge, this.readMs(nudge) + Number(by));
    if (here && this.sound) this.move(here, this.sound.now * 1000);
  }
}
