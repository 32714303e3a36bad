// One place of a word decided by itself: tells the server, and shows the word and the line of text as they are then.
// In the list of places J and K walk, 1 replaces, 2 keeps, Z follows the others, V or Escape goes back to the word.
// Without this script each button loads the page anew.
export default function places(side) {
  const said = side.querySelector("[data-said]");
  const inText = (root, at) => [...root.querySelectorAll(`.sheet [data-at="${at}"]`)];

  function swap(old, fresh) {
    if (old && fresh) old.replaceWith(fresh);
    return Boolean(old && fresh);
  }

  function show(page, { at, card }) {
    const waiting = (root) => root.querySelectorAll("#suggestions li[data-key]").length;
    const where = card ? `#suggestions li[data-key="${CSS.escape(card)}"]` : "#decided";
    const line = (root) => inText(root, at)[0]?.closest(".segment");
    const shown = waiting(page) === waiting(document)
      && swap(line(document), line(page)) && swap(side.querySelector(where), page.querySelector(where));
    if (!shown) return location.reload();
    const place = side.querySelector(`${where} [data-at="${at}"]`);
    place.closest("details").open = true;
    said.textContent = place.querySelector("[data-own]")?.textContent ?? said.parentElement.dataset.undone;
    choose(place);
  }

  async function decide(button) {
    const { at } = button.closest("[data-at]").dataset;
    const card = button.closest("li[data-key]")?.dataset.key;
    const url = button.getAttribute("formaction") ?? button.form.getAttribute("action");
    const body = new URLSearchParams(new FormData(button.form));
    body.set(button.name, button.value);
    try {
      const answer = await fetch(url, { method: "POST", body });
      if (!answer.ok) throw new Error(answer.status);
      document.dispatchEvent(new Event("place-decided"));
      show(new DOMParser().parseFromString(await answer.text(), "text/html"), { at, card });
    } catch {
      said.textContent = said.parentElement.dataset.failed;
      said.classList.add("error");
    }
  }

  function choose(place) {
    if (!place) return;
    place.tabIndex = -1;
    place.focus();
  }

  function walk(place, step) {
    const all = [...place.closest("ol").children];
    choose(all[all.indexOf(place) + step]);
  }

  function leave(place) {
    const details = place.closest("details");
    details.open = false;
    const card = details.closest("li[data-key]");
    if (card) card.tabIndex = 0;
    (card ?? details.querySelector("summary")).focus();
  }

  side.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "place") return;
    event.preventDefault();
    decide(event.submitter);
  });

  side.addEventListener("focusin", (event) => {
    const place = event.target.closest("[data-at]");
    if (!place) return;
    document.querySelectorAll(".identifier--here").forEach((one) => one.classList.remove("identifier--here"));
    const found = inText(document, place.dataset.at);
    found.forEach((one) => one.classList.add("identifier--here"));
    if (!event.target.matches(":focus-visible")) return; // under a mouse nothing may move
    found[0]?.scrollIntoView({ block: "center" });
    place.scrollIntoView({ block: "nearest" });
  });

  side.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = event.target.closest("[data-at]");
    if (!place) return;
    const press = (act) => place.querySelector(`[data-act="${act}"]`)?.click();
    const todo = {
      1: () => press("replace"),
      2: () => press("keep"),
      z: () => press("follow"),
      j: () => walk(place, 1),
      k: () => walk(place, -1),
      v: () => leave(place),
      escape: () => leave(place),
    }[event.key.toLowerCase()];
    if (!todo) return;
    event.preventDefault();
    todo();
  });
}
