// The player: wave, time, speed and loop around the browser's own <audio>. Calls `onTime(ms, playing)` while it plays.
const BACK_S = 2;
const WIDTH = 880;
const SPEEDS = [0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2];

export function clockTime(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, "0")];
  return hours ? `${hours}.${String(minutes).padStart(2, "0")}.${rest}` : `${minutes}.${rest}`;
}

export class Player {
  constructor(box) {
    this.box = box;
    this.audio = box.querySelector("audio");
    this.wave = box.querySelector("[data-wave]");
    this.known = Number(box.dataset.length) / 1000;
    this.span = null; // what is repeated: [from, to] in seconds
    this.onTime = () => {};
    this.audio.controls = false;
    this.audio.hidden = true;
    this.audio.preservesPitch = true;
    box.querySelectorAll("[data-own]").forEach((part) => { part.hidden = false; });
    box.querySelector("[data-toggle]").addEventListener("click", () => this.turn());
    box.querySelector("[data-back]").addEventListener("click", () => this.back());
    box.querySelector("[data-loop]").addEventListener("click", () => this.onLoop?.());
    box.querySelector("[data-speed]").addEventListener("change", (event) => { this.audio.playbackRate = Number(event.target.value); });
    for (const name of ["play", "pause", "ended"]) this.audio.addEventListener(name, () => this.show());
    for (const name of ["seeked", "loadedmetadata"]) this.audio.addEventListener(name, () => this.draw());
    this.slide();
    this.show();
  }

  get now() { return this.audio.currentTime; }
  get length() { return this.known || (Number.isFinite(this.audio.duration) ? this.audio.duration : 0); }
  get playing() { return !this.audio.paused; }

  // The text first: the sound is fetched when the page stands still, or is asked for.
  prepare() { setTimeout(() => { this.audio.preload = "metadata"; }, 1000); }

  play() { return this.audio.play().catch(() => this.show()); }
  pause() { this.audio.pause(); }
  back() { this.go(this.now - BACK_S); }

  turn() {
    if (this.playing) { this.pause(); return; }
    const rewind = document.querySelector("[data-rewind]")?.checked && this.paused;
    if (rewind) this.go(this.now - 1);
    this.play();
  }

  go(seconds) {
    this.audio.currentTime = Math.max(0, this.length ? Math.min(seconds, this.length) : seconds);
    this.paused = false;
    this.draw();
  }

  playFrom(seconds) {
    if (this.span && (seconds < this.span[0] || seconds > this.span[1])) this.repeat(null);
    this.go(seconds);
    this.play();
  }

  faster(way) {
    const at = SPEEDS.indexOf(this.audio.playbackRate);
    const speed = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at + way))];
    this.audio.playbackRate = speed;
    this.box.querySelector("[data-speed]").value = String(speed);
  }

  repeat(span) {
    this.span = span;
    this.box.querySelector("[data-loop]").setAttribute("aria-pressed", String(Boolean(span)));
    const area = this.box.querySelector("[data-loop-area]");
    const x = (seconds) => (this.length ? (seconds / this.length) * WIDTH : 0);
    area.setAttribute("x", span ? x(span[0]) : 0);
    area.setAttribute("width", span ? Math.max(2, x(span[1]) - x(span[0])) : 0);
  }

  draw() {
    if (this.span && this.playing && this.now >= this.span[1]) this.audio.currentTime = this.span[0];
    const at = this.length ? (this.now / this.length) * WIDTH : 0;
    this.box.querySelector("[data-played]").setAttribute("width", at);
    this.box.querySelector("[data-head]").setAttribute("d", `M${at} 0v56`);
    const words = clockTime(this.now);
    if (words !== this.words) {
      this.words = words;
      this.box.querySelector("[data-now]").textContent = words;
      this.wave.setAttribute("aria-valuenow", Math.floor(this.now));
      this.wave.setAttribute("aria-valuetext", words);
    }
    this.onTime(this.now * 1000, this.playing);
    if (this.playing && !this.drawing) {
      this.drawing = requestAnimationFrame(() => { this.drawing = 0; this.draw(); });
    }
  }

  show() {
    this.paused = !this.playing && this.now > 0;
    this.box.querySelector("[data-toggle]").setAttribute("aria-label", this.playing ? this.box.dataset.pause : this.box.dataset.play);
    this.box.querySelector('[data-when="playing"]').hidden = !this.playing;
    this.box.querySelector('[data-when="paused"]').hidden = this.playing;
    this.draw();
  }

  slide() {
    const to = (event) => {
      const area = this.wave.getBoundingClientRect();
      this.go(((event.clientX - area.left) / area.width) * this.length);
    };
    this.wave.addEventListener("pointerdown", (event) => { this.wave.setPointerCapture(event.pointerId); to(event); });
    this.wave.addEventListener("pointermove", (event) => { if (this.wave.hasPointerCapture(event.pointerId)) to(event); });
    const steps = { ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -15, PageUp: 15, Home: -Infinity, End: Infinity };
    this.wave.addEventListener("keydown", (event) => {
      if (event.altKey || !(event.key in steps)) return;
      event.preventDefault();
      const step = steps[event.key];
      this.go(Number.isFinite(step) ? this.now + step : step < 0 ? 0 : this.length);
    });
  }
}
