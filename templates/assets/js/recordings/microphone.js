// The microphone: a chunk of sound every second, how loud it is, and how long it has been.
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus", "audio/webm"];
const EVERY_MS = 1000;

export class Microphone {
  // onChunk(number, blob) for every second; onCut when the device is lost.
  constructor({ onChunk, onCut }) {
    Object.assign(this, { onChunk, onCut, count: 0, before: 0, since: null });
  }

  // Throws what the browser throws when there is no microphone or no permission.
  async listen() {
    this.stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: true } });
    this.context = new AudioContext();
    this.analyser = this.context.createAnalyser();
    this.analyser.fftSize = 1024;
    this.context.createMediaStreamSource(this.stream).connect(this.analyser);
    const kind = KINDS.find((each) => MediaRecorder.isTypeSupported(each));
    this.recorder = new MediaRecorder(this.stream, { mimeType: kind, audioBitsPerSecond: 64000 });
    this.recorder.ondataavailable = ({ data }) => { if (data.size) this.onChunk(this.count++, data); };
    this.stream.getAudioTracks()[0].addEventListener("ended", () => this.onCut());
  }

  start() { this.recorder.start(EVERY_MS); this.since = performance.now(); }

  get ms() { return this.before + (this.since === null ? 0 : performance.now() - this.since); }

  pause() {
    this.before = this.ms;
    this.since = null;
    this.recorder.requestData();
    this.recorder.pause();
  }

  resume() { this.recorder.resume(); this.since = performance.now(); }

  // Resolves when the last chunk has been handed over.
  stop() {
    this.before = this.ms;
    this.since = null;
    return new Promise((resolve) => {
      if (this.recorder.state === "inactive") { resolve(); return; }
      this.recorder.addEventListener("stop", () => resolve(), { once: true });
      this.recorder.stop();
    }).finally(() => this.release());
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
