// Asks before the page is left while the form holds something that was not saved.
export default function dirty(form) {
  const state = () => new URLSearchParams([...new FormData(form)].filter(([name, value]) => name !== "csrf_token" && typeof value === "string")).toString();
  let saved = state();
  let leaving = false;
  // A form that a script sends stays on its page: only one that really goes is on its way.
  form.addEventListener("submit", (event) => { leaving = true; setTimeout(() => { leaving = !event.defaultPrevented; }); });
  form.addEventListener("form:saved", () => { saved = state(); });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && form.isConnected && state() !== saved) event.preventDefault();
  });
}
