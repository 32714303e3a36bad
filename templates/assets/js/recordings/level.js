// The strip of bars that moves with the sound, and the same in words.
const BARS = 20;
const EVERY_MS = 120;
const WEAK = 0.06;
const LOOK_BACK = 80;

export function showLevel(svg, words, level) {
  const bars = [...svg.querySelectorAll("rect")];
  const seen = [];
  svg.removeAttribute("hidden");
  return setInterval(() => {
    seen.push(level());
    if (seen.length > LOOK_BACK) seen.shift();
    seen.slice(-BARS).forEach((loud, index) => {
      const height = 4 + Math.round(loud * 22);
      bars[index].setAttribute("height", height);
      bars[index].setAttribute("y", 14 - height / 2);
      bars[index].classList.toggle("on", loud > WEAK / 2);
    });
    const said = seen.length < LOOK_BACK || Math.max(...seen) > WEAK ? words.levelGood : words.levelLow;
    if (svg.getAttribute("aria-label") !== said) svg.setAttribute("aria-label", said);
  }, EVERY_MS);
}
