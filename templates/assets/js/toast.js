// Says something above the page for a while: toast("Nods, saved 18.40", { act: "Undo", onAct }). It stays while it has the focus.
const SHOWN_MS = 8000;

export function toast(text, { act, onAct } = {}) {
  const box = document.createElement("div");
  box.className = "toast";
  box.append(Object.assign(document.createElement("span"), { textContent: text }));
  if (act) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: act });
    button.addEventListener("click", () => { box.remove(); onAct(); });
    box.append(button);
  }
  document.getElementById("toasts").replaceChildren(box);
  let left = setTimeout(() => box.remove(), SHOWN_MS);
  const hold = () => clearTimeout(left);
  const release = () => { hold(); left = setTimeout(() => box.remove(), SHOWN_MS); };
  box.addEventListener("pointerenter", hold);
  box.addEventListener("focusin", hold);
  box.addEventListener("pointerleave", release);
  box.addEventListener("focusout", release);
  return box;
}
