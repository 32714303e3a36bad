// One question at a time, without leaving the page: the sound goes on, and the net may be down.
export function showCards(room) {
  let told = () => {};
  const cards = [...room.querySelectorAll("[data-card]")];
  const previous = room.querySelector("[data-previous]");
  const next = room.querySelector("[data-next]");
  const last = room.querySelector("[data-last]");
  const answered = room.querySelector("[data-answered]");
  const form = room.querySelector("[data-marks]");
  let at = cards.findIndex((card) => !card.hidden);

  function show(index) {
    at = Math.max(0, Math.min(index, cards.length - 1));
    cards.forEach((card, number) => { card.hidden = number !== at; });
    previous.hidden = at === 0;
    next.hidden = at === cards.length - 1;
    last.hidden = !next.hidden;
    answered.hidden = !cards[at].dataset.question;
    form.elements.card.value = at + 1;
    form.elements.question_id.value = cards[at].dataset.question;
    const address = new URL(location.href);
    address.searchParams.set("card", at + 1);
    history.replaceState(null, "", address);
    room.querySelector("#main").focus({ preventScroll: true });
    told();
  }

  previous.addEventListener("click", (event) => { event.preventDefault(); show(at - 1); });
  next.addEventListener("click", (event) => { event.preventDefault(); show(at + 1); });
  return { next: () => show(at + 1), whenShown: (tell) => { told = tell; }, get question() { return cards[at].dataset.question; } };
}
