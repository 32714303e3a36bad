// What of the agenda goes on now, and how much of its time is left: counted from when it began by the server's clock, so that a
// tab that slept is right at once. Over time is said, and nothing more.
const MINUTE = 60_000;

export default function timer(box) {
  const words = box.dataset;
  const at = (name) => box.querySelector(`[data-${name}]`);
  let [course, ahead] = [null, 0];

  function tick() {
    if (!course?.now || !at("time")) return;
    const left = Date.parse(course.now.ends) - (Date.now() + ahead);
    const minutes = Math.floor(Math.abs(left) / MINUTE);
    const text = left < 0 ? (minutes ? words.over.replace("{n}", minutes) : "") : minutes ? words.left.replace("{n}", Math.ceil(left / MINUTE)) : words.last;
    if (at("time").textContent !== text) at("time").textContent = text;
  }

  function take(told) {
    course = told;
    ahead = Date.parse(told.at) - Date.now();
    if (at("now-line")) at("now-line").hidden = !told.now;
    if (at("name")) at("name").textContent = told.now?.name ?? "";
    const [next, back] = [at("next-form"), at("back-form")];
    if (next) {
      next.hidden = !told.next;
      next.elements.position.value = told.next?.position ?? "";
      at("next-name").textContent = words.next.replace("{name}", told.next?.name ?? "");
      back.hidden = !told.now;
      back.elements.position.value = told.now?.position ?? "";
    }
    tick();
  }

  const hear = ({ detail }) => { if (detail.course) take(detail.course); };
  document.addEventListener("group:told", hear);
  const every = setInterval(() => { if (box.isConnected) tick(); else { clearInterval(every); document.removeEventListener("group:told", hear); } }, 1000);
  take(JSON.parse(words.course));
}
