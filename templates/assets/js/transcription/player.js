// The player: wave, time and keys around the browser's own <audio>. Tells the page the time ("sound:time"), and plays from
// where the page asks ("sound:play" with seconds).
const BACK_S = 3;
const WIDTH = 880;

export default function player(box) {
  const audio = box.querySelector("audio");
  const toggle = box.querySelector("[data-toggle]");
  const wave = box.querySelector("[data-wave]");
  const known = Number(box.dataset.length) / 1000;
  audio.controls = false;
  audio.hidden = true;
  box.querySelectorAll("[data-own]").forEach((part) => { part.hidden = false; });

  const length = () => known || (Number.isFinite(audio.duration) ? audio.duration : 0);
  const say = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds));
    const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, "0")];
    return hours ? `${hours}.${String(minutes).padStart(2, "0")}.${rest}` : `${minutes}.${rest}`;
  };

  function draw() {
    const at = length() ? (audio.currentTime / length()) * WIDTH : 0;
    box.querySelector("[data-played]").setAttribute("width", at);
    box.querySelector("[data-head]").setAttribute("d", `M${at} 0v56`);
    box.querySelector("[data-now]").textContent = say(audio.currentTime);
    document.dispatchEvent(new CustomEvent("sound:time", { detail: { ms: audio.currentTime * 1000, playing: !audio.paused } }));
    if (!audio.paused) requestAnimationFrame(draw);
  }

  function show() {
    const playing = !audio.paused;
    toggle.setAttribute("aria-label", playing ? box.dataset.pause : box.dataset.play);
    box.querySelector('[data-when="playing"]').hidden = !playing;
    box.querySelector('[data-when="paused"]').hidden = playing;
    draw();
  }

  const play = () => audio.play().catch(() => show());
  const turn = () => { if (audio.paused) play(); else audio.pause(); };
  const go = (seconds) => { audio.currentTime = Math.max(0, length() ? Math.min(seconds, length()) : seconds); draw(); };

  toggle.addEventListener("click", turn);
  for (const name of ["play", "pause", "ended"]) audio.addEventListener(name, show);
  for (const name of ["seeked", "loadedmetadata"]) audio.addEventListener(name, draw);
  box.querySelector("[data-speed]").addEventListener("change", (event) => { audio.playbackRate = Number(event.target.value); });
  wave.addEventListener("click", (event) => {
    const area = wave.getBoundingClientRect();
    go(((event.clientX - area.left) / area.width) * length());
  });
  document.addEventListener("sound:play", (event) => { go(event.detail.seconds); play(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "F4" && !event.altKey) { event.preventDefault(); turn(); }
    if (event.key === "F2") { event.preventDefault(); go(audio.currentTime - BACK_S); }
  });
  show();
}
