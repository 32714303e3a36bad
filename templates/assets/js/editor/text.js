// The text in step with the sound. Words are looked up when they are heard or touched: nothing is made for each of twenty thousand.
import { wordsOf } from "./words.js";

const AFTER_MS = 400;

export class Text {
  constructor(sheet, sound) {
    this.sheet = sheet;
    this.sound = sound;
    this.light = window.Highlight && CSS.highlights ? new Highlight() : null;
    if (this.light) CSS.highlights.set("word-now", this.light);
    this.read();
    if (sound) {
      sound.onTime = (ms, playing) => this.mark(ms, playing);
      sound.onLoop = () => this.loop();
    }
    sheet.addEventListener("click", (event) => {
      const time = event.target.closest("[data-play]");
      if (!time || !sound) return;
      event.preventDefault();
      sound.playFrom(Number(time.closest("[data-id]").dataset.start) / 1000);
    });
  }

  read() {
    this.segments = [...this.sheet.querySelectorAll("[data-id]")];
    this.starts = this.segments.map((one) => Number(one.dataset.start));
  }

  find(id) { return this.segments.find((one) => one.dataset.id === id); }

  // The last segment that has begun, by halves: called sixty times a second.
  at(ms) {
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= ms) low = middle + 1; else high = middle;
    }
    return this.segments[low - 1];
  }

  mark(ms, playing) {
    let found = this.at(ms);
    if (found && ms >= Number(found.dataset.end) + AFTER_MS) found = undefined;
    if (!playing && ms === 0) found = undefined;
    if (found !== this.now) {
      this.now?.classList.remove("segment--now");
      this.now?.removeAttribute("aria-current");
      this.now = found;
      this.words = null;
      if (found) {
        found.classList.add("segment--now");
        found.setAttribute("aria-current", "true");
        if (playing && !this.sheet.contains(document.activeElement)) this.show(found, "nearest");
      }
    }
    this.lightWord(ms);
  }

  lightWord(ms) {
    if (!this.light) return;
    const shown = this.now?.querySelector("[data-shown]");
    const times = this.now?.dataset.times;
    if (!shown || !times || shown.hidden) { this.light.clear(); this.lit = null; return; }
    if (!this.words || this.words.shown !== shown) {
      const start = Number(this.now.dataset.start);
      this.words = { shown, places: wordsOf(shown), times: times.split(" ").map((time) => (time === "-" ? NaN : start + Number(time) * 10)) };
    }
    const word = this.words.places[this.words.times.findLastIndex((time) => time <= ms)];
    if (word === this.lit) return;
    this.lit = word;
    this.light.clear();
    if (!word) return;
    const range = new Range();
    range.setStart(word.node, word.start);
    range.setEnd(word.node, word.end);
    this.light.add(range);
  }

  // The time of the word at a place in the shown text; the segment's beginning where no time is known.
  timeAt(segment, node, offset) {
    const start = Number(segment.dataset.start);
    const times = segment.dataset.times?.split(" ") ?? [];
    const places = wordsOf(segment.querySelector("[data-shown]"));
    const number = places.findIndex((word) => word.node === node && offset <= word.end);
    const known = times.slice(0, number + 1).findLast((time) => time !== "-");
    return known === undefined ? start : start + Number(known) * 10;
  }

  loop() {
    if (this.sound.span) { this.sound.repeat(null); return; }
    const one = this.open ?? this.now ?? this.at(this.sound.now * 1000) ?? this.segments[0];
    this.sound.repeat([Number(one.dataset.start) / 1000, Number(one.dataset.end) / 1000]);
    this.sound.playFrom(Number(one.dataset.start) / 1000);
  }

  unsure() {
    const places = [...this.sheet.querySelectorAll("[data-shown] .unsure, .segment--unsure")];
    return places.filter((one) => !one.matches(".segment--unsure") || !one.querySelector(".unsure"));
  }

  nextUnsure(way, from) {
    const places = this.unsure();
    const last = this.looked?.isConnected ? this.looked : from;
    const beyond = places.filter((place) => {
      if (!last || place === last) return !last;
      return Boolean(last.compareDocumentPosition(place) & (way > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING));
    });
    return (way > 0 ? beyond[0] : beyond.at(-1)) ?? (way > 0 ? places[0] : places.at(-1));
  }

  look(place) {
    this.looked?.classList.remove("unsure--looked");
    this.looked = place;
    place.classList.add("unsure--looked");
    const segment = place.closest("[data-id]");
    this.show(segment, "center");
    segment.querySelector(".segment__open")?.focus({ preventScroll: true });
    this.sound?.playFrom(Number(place.dataset.at ?? segment.dataset.start) / 1000);
  }

  show(segment, block = "center") { segment?.scrollIntoView({ block }); }

  // What the server says has changed: segments away, segments in place.
  apply({ removed = [], put = [] }) {
    for (const id of removed) this.find(id)?.remove();
    this.read();
    for (const { id, position, html } of put) {
      const made = document.createRange().createContextualFragment(html).firstElementChild;
      const old = this.find(id);
      if (old && old === this.open) this.pending = made;
      if (old) { if (old !== this.open) old.replaceWith(made); else this.keep(old, made); }
      else if (position) this.segments[position - 1].after(made);
      else this.segments[0].before(made);
      this.read();
    }
    if (removed.length || put.length) this.segments.forEach((one, number) => { one.id = `s${number}`; });
    this.now = this.words = null;
  }

  // The segment that is open keeps its field; its margin and its facts are new.
  keep(old, made) {
    for (const name of ["version", "start", "end", "who", "times"]) if (name in made.dataset) old.dataset[name] = made.dataset[name];
    old.classList.toggle("segment--child", made.dataset.who === "child");
    old.querySelector(".segment__who").replaceWith(made.querySelector(".segment__who").cloneNode(true));
  }
}
