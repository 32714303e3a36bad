// The projector: points at what is pointed at and brings it to the middle, keeps the screen awake, and fills it if one likes.
import { keepAwake } from "../recordings/wake.js";
import { point } from "./pointer.js";

export default function wall(root) {
  const whole = document.querySelector("[data-whole-screen]");
  let shown = "";

  function draw() {
    const shared = JSON.parse(document.getElementById("wall").dataset.shared);
    const target = point(shared, root.dataset.here);
    const what = `${shared?.version} ${shared?.url}`;
    if (what === shown) return; // only what stands there has changed: whoever scrolled stays
    shown = what;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (target) target.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" });
    else window.scrollTo(0, 0);
  }

  whole.hidden = !document.fullscreenEnabled;
  whole.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
  new MutationObserver(draw).observe(root, { childList: true, subtree: true });
  if (navigator.wakeLock) keepAwake(() => {});
  draw();
}
