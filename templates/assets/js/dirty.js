// Asks before the page is left while the form holds something that was not saved.
const written = (form) => new URLSearchParams([...new FormData(form)].filter(([name, value]) => name !== "csrf_token" && typeof value === "string")).toString();

// What the form held when the page came: something may have been typed before this module was here.
function asServed(form) {
  const copy = document.createElement("form");
  copy.append(...[...form.elements].filter((field) => !field.matches("fieldset, button, :disabled")).map((field) => field.cloneNode(true)));
  copy.reset();
  return written(copy);
}

export default function dirty(form) {
  const state = () => written(form);
  let saved = asServed(form);
  let leaving = false;
  // A form that a script sends stays on its page: only one that really goes is on its way.
  form.addEventListener("submit", (event) => { leaving = true; setTimeout(() => { leaving = !event.defaultPrevented; }); });
  form.addEventListener("form:saved", () => { saved = state(); });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && form.isConnected && state() !== saved) event.preventDefault();
  });
}
