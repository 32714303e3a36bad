// One key per suggestion: 1 replaces, 2 keeps, J and K walk, V goes to its places (places.js), T changes the words, Z undoes.
// A replaces all sure ones, while one of them is chosen.
// The page shows it at once; the server is told one decision after the other. Without this script each suggestion is an
// ordinary form.
import { csrfToken } from "../main.js";

export default function decide(section) {
  const cards = () => [...section.querySelectorAll("li[data-key]")];
  const said = section.querySelector("[data-said]");
  const words = section.dataset;
  let line = Promise.resolve();
  const decided = [];

  const places = (key) => document.querySelectorAll(`.sheet [data-key="${CSS.escape(key)}"]`);

  // Beside the text the suggestions stay in sight. On a phone they stand below it, and going to the text would lose them.
  const isBeside = () => getComputedStyle(section.parentElement).position === "sticky";

  function choose(card, { isFirst = false } = {}) {
    if (!card) return;
    document.querySelectorAll(".identifier--here").forEach((one) => one.classList.remove("identifier--here"));
    for (const one of cards()) one.tabIndex = one === card ? 0 : -1;
    card.focus({ preventScroll: true });
    if (!isFirst || isBeside()) card.scrollIntoView({ block: "nearest" });
    const shown = places(card.dataset.key);
    shown.forEach((one) => one.classList.add("identifier--here"));
    if (isBeside()) shown[0]?.scrollIntoView({ block: "center" });
  }

  function show(key, action, token) {
    for (const one of places(key)) {
      if (one.dataset.apart !== undefined) continue;
      if (one.dataset.was === undefined) {
        one.classList.toggle("identifier", action !== "keep");
        one.classList.toggle("identifier--done", action === "replace");
      } else {
        const bent = one.dataset.token;
        const genitive = bent.endsWith(":s") || (bent.endsWith("s") && one.dataset.was.toLowerCase() === `${key}s`);
        const ending = /\d$/.test(token) ? ":s" : /[sxz]$/.test(token) ? "" : "s";
        one.classList.toggle("replaced", action === "replace");
        one.textContent = action === "replace" ? token + (genitive ? ending : "") : one.dataset.was;
      }
    }
  }

  function send(url, fields) {
    const body = new URLSearchParams({ csrf_token: csrfToken(), ...fields });
    line = line.then(async () => {
      const answer = await fetch(url, { method: "POST", headers: { Accept: "application/json" }, body });
      if (!answer.ok) throw new Error(answer.status);
    }).catch(() => { said.textContent = words.failed; said.classList.add("error"); });
    return line;
  }

  function act(card, action) {
    const form = card.querySelector("form");
    const token = form.elements.token.value.trim();
    if (action === "replace" && !token) return form.elements.token.focus();
    const { key, who } = card.dataset;
    const list = cards();
    const next = list[list.indexOf(card) + 1] ?? list[list.indexOf(card) - 1];
    decided.push({ card, before: card.nextElementSibling, parent: card.parentElement });
    card.remove();
    show(key, action, token);
    if (action === "replace") {
      for (const other of list) if (who && other.dataset.who === who) other.querySelector("[name=token]").value = token;
    }
    said.textContent = `${action === "replace" ? words.replaced : words.kept}: ${form.elements.word.value}`;
    send(form.getAttribute("action"), { word: form.elements.word.value, token, action });
    if (next) choose(next);
    else line.then(() => location.reload());
  }

  function undo() {
    const last = decided.pop();
    send(words.undo, {}).then(() => { if (!last) location.reload(); });
    if (!last) return;
    last.parent.insertBefore(last.card, last.before?.isConnected ? last.before : null);
    show(last.card.dataset.key, "undo");
    said.textContent = `${words.undone}: ${last.card.querySelector("[name=word]").value}`;
    choose(last.card);
  }

  function openPlaces(card) {
    const details = card.querySelector("details");
    if (!details) return;
    details.open = true;
    const first = details.querySelector("[data-at]");
    first.tabIndex = -1;
    first.focus();
  }

  function replaceSure(card) {
    const list = section.querySelector("[data-sure]");
    if (list?.contains(card)) line.then(() => section.querySelector("form[data-replace-sure]").requestSubmit());
  }

  section.addEventListener("submit", (event) => {
    const card = event.target.closest("li[data-key]");
    if (!card || event.submitter?.name === "place") return;
    event.preventDefault();
    act(card, event.submitter?.value ?? "replace");
  });

  section.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const card = event.target.closest("li[data-key]");
    if (!card || event.target.closest("[data-at]")) return;
    if (event.target.matches("input")) {
      if (event.key === "Escape") choose(card);
      return;
    }
    const list = cards();
    const keys = {
      1: () => act(card, "replace"),
      2: () => act(card, "keep"),
      j: () => choose(list[list.indexOf(card) + 1]),
      k: () => choose(list[list.indexOf(card) - 1]),
      v: () => openPlaces(card),
      t: () => card.querySelector("[name=token]").select(),
      z: undo,
      a: () => replaceSure(card),
    };
    const todo = keys[event.key.toLowerCase()];
    if (!todo) return;
    event.preventDefault();
    todo();
  });

  section.addEventListener("click", (event) => {
    const card = event.target.closest("li[data-key]");
    if (card && !event.target.closest("button, input, details")) choose(card);
  });

  document.addEventListener("place-decided", () => { decided.length = 0; });

  choose(cards()[0], { isFirst: true });
}
