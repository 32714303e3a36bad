// Every key of the page, on one card; what a foot pedal sends is learnt, and kept in this browser only.
const PEDAL = "pedal";
const IN_FIELD = "textarea, select, input:not([type=checkbox]):not([readonly])";

function learnt() {
  try { return JSON.parse(localStorage.getItem(PEDAL)) ?? {}; } catch { return {}; }
}

const nameOf = (event) => [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift", event.key === " " ? "Space" : event.key].filter(Boolean).join("+");

export function listenToKeys(root, { sound, text, editor, next, undo, redo }) {
  const card = root.querySelector("#card");
  const title = card.querySelector("h2");
  title.tabIndex = -1;
  const showCard = () => {
    if (card.open) return;
    card.showModal();
    title.focus(); // it is read from its top; in the first field the next key would become the pedal's
  };
  root.querySelector("[data-card]")?.addEventListener("click", showCard);

  const here = () => editor?.segment ?? text.now;
  const beside = (way) => {
    const at = text.segments.indexOf(here());
    editor?.open(text.segments[Math.max(0, Math.min(text.segments.length - 1, at + way))], 0);
    text.show(here(), "nearest");
  };
  const speak = (number, alike) => { if (!editor?.segment) editor?.open(here()); if (editor?.segment) editor.speak(number, alike); };
  const sure = () => {
    const looked = text.looked?.isConnected ? text.looked.closest("[data-id]") : here();
    if (!editor || !looked) return;
    if (editor.segment !== looked) editor.open(looked);
    editor.change("sure");
  };
  const toStart = () => { const one = here(); if (one) sound?.go(Number(one.dataset.start) / 1000); };

  const everywhere = {
    F4: () => sound?.turn(), F2: () => sound?.back(), "Shift+F2": toStart, "Shift+F4": () => sound && text.loop(),
    "Alt+PageUp": () => sound?.faster(1), "Alt+PageDown": () => sound?.faster(-1),
    F8: () => next(1), "Shift+F8": () => next(-1), F9: sure,
    "Alt+ArrowDown": () => beside(1), "Alt+ArrowUp": () => beside(-1),
  };
  const outside = { "Ctrl+z": undo, "Ctrl+y": redo, "Ctrl+Shift+Z": redo, "?": showCard, "Shift+?": showCard };

  document.addEventListener("keydown", (event) => {
    if (card.open || event.isComposing) return;
    const name = nameOf(event);
    const pedal = learnt();
    const digit = event.altKey && !event.ctrlKey && /^Digit[1-4]$/.test(event.code) ? Number(event.code.slice(5)) - 1 : -1;
    let act = everywhere[name];
    if (name === pedal.play) act = everywhere.F4;
    if (name === pedal.back) act = everywhere.F2;
    if (digit >= 0 && editor) act = () => speak(digit, event.shiftKey);
    if (!act && !event.target.closest?.(IN_FIELD)) act = outside[name];
    if (!act && name === "Enter" && event.target === document.body && text.now) act = () => editor?.open(text.now, 0);
    if (!act) return;
    event.preventDefault();
    act();
  });

  for (const field of card.querySelectorAll("[data-pedal]")) {
    field.value = learnt()[field.dataset.pedal] ?? "";
    field.addEventListener("keydown", (event) => {
      if (["Tab", "Escape", "Shift", "Control", "Alt", "Enter"].includes(event.key)) return;
      event.preventDefault();
      const kept = learnt();
      if (["Backspace", "Delete"].includes(event.key)) delete kept[field.dataset.pedal]; else kept[field.dataset.pedal] = nameOf(event);
      localStorage.setItem(PEDAL, JSON.stringify(kept));
      field.value = kept[field.dataset.pedal] ?? "";
    });
  }

  if (sound && navigator.mediaSession) {
    for (const [action, act] of [["play", () => sound.turn()], ["pause", () => sound.turn()], ["previoustrack", () => sound.back()], ["seekbackward", () => sound.back()]]) {
      try { navigator.mediaSession.setActionHandler(action, act); } catch { /* this browser does not know the action */ }
    }
  }
}
