// Asks before the page is left while the form holds something that was not saved.
export default function dirty(form) {
  const state = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();
  let saved = state();
  let leaving = false;
  form.addEventListener("submit", () => { leaving = true; });
  form.addEventListener("form:saved", () => { saved = state(); });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && form.isConnected && state() !== saved) event.preventDefault();
  });
}
