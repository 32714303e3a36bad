// Keeps sound and text in step: the stretch and the word that are heard now are marked; a time or a word plays from there;
// F8 goes to the next uncertain place.
import { toast } from "../toast.js";

export default function follow(sheet) {
  let now;
  let wordNow;
  const stretches = () => [...sheet.querySelectorAll("[data-start]")];

  function mark(ms, playing) {
    const found = stretches().findLast((one) => Number(one.dataset.start) <= ms && ms < Number(one.dataset.end) + 400);
    if (found !== now) {
      now?.classList.remove("segment--now");
      now?.removeAttribute("aria-current");
      now = found;
      if (now && (playing || ms > 0)) {
        now.classList.add("segment--now");
        now.setAttribute("aria-current", "true");
        if (playing && !sheet.contains(document.activeElement)) now.scrollIntoView({ block: "nearest" });
      }
    }
    const word = now ? [...now.querySelectorAll("[data-at]")].findLast((one) => Number(one.dataset.at) <= ms) : undefined;
    if (word !== wordNow) {
      wordNow?.classList.remove("word-now");
      wordNow = word;
      wordNow?.classList.add("word-now");
    }
  }

  const playFrom = (seconds) => document.dispatchEvent(new CustomEvent("sound:play", { detail: { seconds } }));

  function nextUnsure() {
    const places = [...sheet.querySelectorAll(".unsure")];
    const from = sheet.querySelector("[data-looked]");
    from?.removeAttribute("data-looked");
    const place = places[from ? places.indexOf(from) + 1 : 0] ?? places[0];
    if (!place) { toast(sheet.dataset.none); return; }
    place.dataset.looked = "";
    const stretch = place.closest("[data-start]");
    stretch.scrollIntoView({ block: "center" });
    playFrom(Number(place.dataset.at ?? stretch.dataset.start) / 1000);
  }

  document.addEventListener("sound:time", (event) => mark(event.detail.ms, event.detail.playing));
  sheet.addEventListener("click", (event) => {
    const time = event.target.closest("[data-play]");
    if (!time || !document.querySelector("audio")) return;
    event.preventDefault();
    playFrom(Number(time.closest("[data-start]").dataset.start) / 1000);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "F8") { event.preventDefault(); nextUnsure(); }
  });
}
