// What is done to the segment that is open: sent under its version, and when another tab was first, both texts are shown.
import { clockTime } from "./player.js";

export const SPEAKERS = ["interviewer", "child", "interpreter", "other"];
export const timecode = (ms) => `${clockTime(ms / 1000)},${Math.floor((ms % 1000) / 100)}`;
export const clean = (text) => text.replace(/\s+/g, " ").trim();

// The Editor's acts; it gives them segment, form, field, text and saver.
export class Actions {
  // One act under the version that is newest when it is sent. False when the server said no.
  async act(name, fields = {}) {
    const { segment, form } = this;
    const id = segment.dataset.id;
    if (fields.text !== undefined) this.unsaved.set(id, fields.text);
    const sent = () => ({ act: name, version: segment.dataset.version, speaker: segment.dataset.who, ...fields });
    const answer = await this.saver.act(id, sent, (words, failed) => this.tell(form, words, failed));
    if (answer.ok) {
      if (this.unsaved.get(id) === fields.text) this.unsaved.delete(id);
      this.tell(form, "", false);
      if (this.form === form) this.show();
      return true;
    }
    this.tell(form, answer.data.error || this.saver.words.failed, true);
    if ([404, 409].includes(answer.status)) await this.clash(id, segment, form, answer.status);
    return false;
  }

  async clash(id, segment, form, status) {
    const newest = await this.saver.newest(id);
    if (!newest) { if (status === 404 || segment.isConnected) this.tell(form, this.saver.words.gone, true); return; }
    if (!form.isConnected) this.open(segment);
    const own = this.form === form || form.isConnected ? form : this.form;
    own.querySelector("[data-theirs]").textContent = newest.text;
    own.querySelector("[data-conflict]").hidden = false;
    own.querySelector("[data-mine]").onclick = () => { segment.dataset.version = newest.version; this.saved = null; this.end(own); this.act("save", { text: this.field.value }); };
    own.querySelector("[data-take]").onclick = () => { this.end(own); this.unsaved.delete(id); this.field.value = this.saved = newest.text; this.text.apply({ put: newest.put }); };
  }

  end(form) { form.querySelector("[data-conflict]").hidden = true; this.tell(form, "", false); this.field.focus(); }

  readMs(name) {
    const [whole, part = "0"] = this.form.elements[name].value.split(",");
    return whole.split(/[.:]/).reduce((sum, each) => sum * 60 + Number(each), 0) * 1000 + Number(part.padEnd(3, "0"));
  }

  move(name, ms) { this.form.elements[name].value = timecode(Math.max(0, ms)); }

  speak(number, alike) { return this.act(alike ? "alike" : "speaker", { speaker: SPEAKERS[number] }); }

  // What changes the shape of the text: the words are saved first, then the act, then the place is found again.
  async change(name) {
    const { segment } = this;
    const id = segment.dataset.id;
    const place = this.field.selectionStart;
    const written = this.field.value;
    if (name !== "split" && !await this.settled()) return;
    const fields = {
      split: { text: written, at: Array.from(written.slice(0, place)).length },
      times: { start: this.form.elements.start.value, end: this.form.elements.end.value },
      sure: this.text.looked?.dataset.at && segment.contains(this.text.looked) ? { at: this.text.looked.dataset.at } : {},
    }[name] ?? {};
    if (name === "split") { clearTimeout(this.resting); this.saved = written; await this.saving; }
    if (!await this.act(name, fields) || name === "times") return;
    const made = this.text.pending;
    const next = this.text.segments[this.text.segments.indexOf(segment) + 1];
    if (made) this.field.value = this.saved = this.read(made.querySelector("[data-shown]"));
    if (name === "split") this.open(next, 0);
    else if (name !== "sure") this.open(this.text.find(id) ?? this.text.find(this.saver.landed), 0);
    else { this.close({ focus: true }); this.saver.applied({}); }
  }
}
