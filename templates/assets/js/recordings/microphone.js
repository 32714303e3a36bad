// The microphone and the browser's recorder: a chunk of sound every second, how loud it is, how long it has been. Whether sound
// is being taken is asked of the recorder and its track, and never remembered.
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus", "audio/webm"];
const EVERY_MS = 1000;
const STALLED_MS = 8000;
const ANSWER_MS = 3000;
const SLEPT_MS = 30000;
const LAST_CHUNK_MS = 2000;

export const soundKind = () => KINDS.find((each) => MediaRecorder.isTypeSupported(each));

export class Microphone {
  // onChunk(blob) for every second. onBreak(cause) when the sound has ended by itself, once: "lost" (the device, or the right to
  // use it), "stopped", "failed", "stalled" (nothing comes), "slept". onSilence when it is muted, onSound when it is back.
  // `before`: milliseconds that the recording had already.
  constructor({ onChunk, onBreak, onSilence, onSound, before = 0 }) {
    Object.assign(this, { onChunk, onBreak, onSilence, onSound, before, since: null, isOver: false, isSilent: false });
  }

  // Throws what the browser throws when there is no microphone or no permission.
  async listen() {
    this.stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: true } });
    this.context = new AudioContext();
    this.analyser = this.context.createAnalyser();
    this.analyser.fftSize = 1024;
    this.context.createMediaStreamSource(this.stream).connect(this.analyser);
    this.track = this.stream.getAudioTracks()[0];
    this.recorder = new MediaRecorder(this.stream, { mimeType: soundKind(), audioBitsPerSecond: 64000 });
    this.recorder.ondataavailable = ({ data }) => this.take(data);
    this.recorder.onerror = () => this.breakOff("failed");
    this.stopped = new Promise((resolve) => { this.recorder.onstop = resolve; }).then(() => this.breakOff(this.track.readyState === "ended" ? "lost" : "stopped"));
    this.recorder.onpause = this.recorder.onresume = () => this.check();
    this.track.onended = () => this.breakOff("lost");
    this.track.onmute = this.track.onunmute = () => this.check();
  }

  start() {
    this.recorder.start(EVERY_MS);
    this.since = performance.now();
    Object.assign(this, { heardAt: Date.now(), heardMs: this.before });
    this.check();
  }

  get ms() { return this.before + (this.since === null ? 0 : performance.now() - this.since); }

  take(data) {
    if (!data.size || this.isGone) return;
    const gap = Date.now() - this.heardAt;
    const heardMs = this.heardMs + EVERY_MS;
    Object.assign(this, { heardAt: Date.now(), heardMs: this.ms, askedAt: null });
    this.onChunk(data);
    if (this.since !== null && gap > SLEPT_MS) this.breakOff("slept", heardMs);
  }

  // Looks at how things are: called on every event, on every tick of the clock, and when the page is seen again.
  check() {
    if (this.isOver || this.since === null && !this.isSilent) return;
    if (this.track.readyState === "ended") { this.breakOff("lost"); return; }
    if (this.recorder.state === "inactive") { this.breakOff("stopped"); return; }
    const isSilent = this.track.muted || (this.recorder.state === "paused" && !this.isSilent);
    if (isSilent && !this.isSilent) this.fallSilent();
    else if (this.isSilent && !this.track.muted) this.soundAgain();
    else if (!this.isSilent && Date.now() - this.heardAt > STALLED_MS) this.ask();
  }

  fallSilent() { this.isSilent = true; this.halt(); this.onSilence(); }

  soundAgain() { this.isSilent = false; this.resume(); this.onSound(); }

  // Nothing has come for a while: the recorder is asked for what it has before it is given up.
  ask() {
    if (!this.askedAt) { this.askedAt = Date.now(); this.flush(); } else if (Date.now() - this.askedAt > ANSWER_MS) this.breakOff("stalled", this.heardMs);
  }

  // `heardMs`: how long it is, where time went by without sound.
  breakOff(cause, heardMs = null) {
    if (this.isOver) return;
    this.isOver = true;
    this.halt();
    this.before = heardMs ?? this.before;
    this.onBreak(cause);
  }

  halt() {
    this.before = this.ms;
    this.since = null;
    if (this.recorder.state === "recording") { this.recorder.requestData(); this.recorder.pause(); }
  }

  pause() { this.halt(); }

  resume() {
    this.recorder.resume();
    this.since = performance.now();
    this.heardAt = Date.now();
    this.context?.resume();
  }

  flush() { if (this.recorder?.state === "recording") this.recorder.requestData(); }

  // Resolves when the last chunk has been handed over, or will not come.
  async stop() {
    this.isOver = true;
    this.halt();
    if (this.recorder.state !== "inactive") this.recorder.stop();
    await Promise.race([this.stopped, new Promise((resolve) => setTimeout(resolve, LAST_CHUNK_MS))]);
    this.isGone = true;
    this.release();
  }

  release() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.context?.close();
    this.context = null;
  }

  // 0 for silence to 1 for as loud as can be.
  level() {
    if (!this.context) return 0;
    const samples = new Uint8Array(this.analyser.fftSize);
    this.analyser.getByteTimeDomainData(samples);
    return Math.min(1, samples.reduce((most, sample) => Math.max(most, Math.abs(sample - 128)), 0) / 96);
  }
}
