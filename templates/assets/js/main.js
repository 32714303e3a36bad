// Loads a module for every element that names one: <form data-module="dirty submit-once">. A module is a file beside this one
// (or in a room's folder: "interviews/recorder") whose default export is called once with the element.
// When all that the page came with have begun, <html data-modules="ready"> says so.
const PATIENCE_MS = 10_000;
const started = new WeakMap();
const loading = [];

function start(element) {
  const seen = started.get(element) ?? new Set();
  started.set(element, seen);
  for (const name of element.dataset.module.split(/\s+/)) {
    if (!/^[a-z0-9-]+(\/[a-z0-9-]+)?$/.test(name) || seen.has(name)) continue;
    seen.add(name);
    loading.push(
      import(`./${name}.js`).then((module) => module.default(element)).catch((error) => console.error(name, error)),
    );
  }
}

export function startWithin(root) {
  if (root.dataset?.module) start(root);
  root.querySelectorAll("[data-module]").forEach(start);
}

export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

// Whoever has signed in anew has another form token: forms that were open before go on with it.
export function takeToken(token) {
  const meta = document.querySelector('meta[name="csrf-token"]');
  if (meta && token) meta.content = token;
  if (token) document.querySelectorAll('input[name="csrf_token"]').forEach((input) => { input.value = token; });
}

// Whatever somebody writes at length is asked about before it is left, whether the page thought of it or not.
for (const text of document.querySelectorAll('form[method="post"] textarea')) {
  const modules = (text.form.dataset.module ?? "").split(/\s+/).filter(Boolean);
  if (!modules.includes("dirty")) text.form.dataset.module = [...modules, "dirty"].join(" ");
}

startWithin(document.documentElement);
const begun = Promise.all(loading);
// A module that goes on with what was done before it came (words marked, a button pressed) waits for this: others may have to hear it.
export const ready = Promise.race([begun, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
const held = new WeakSet();

function hold(event, what, goOn) {
  event.preventDefault();
  event.stopImmediatePropagation();
  if (held.has(what)) return;
  held.add(what);
  ready.then(goOn);
}

// Whoever is quicker than the net waits: no form is sent past the module that has something to say before, and a second press
// while it waits is no second sending. Nor is a button pressed in vain that does nothing without its module.
// One that a module shows is served already.
const shown = new Set([...document.querySelectorAll('button[type="button"]')].filter((button) => !button.closest("[hidden], dialog")));
const holds = {
  submit(event) {
    const { target: form, submitter } = event;
    if (form.dataset.module) hold(event, form, () => form.requestSubmit(submitter));
  },
  click(event) {
    const button = event.target.closest?.('button[type="button"]');
    if (shown.has(button)) hold(event, button, () => { if (button.isConnected) button.click(); });
  },
};

for (const [kind, heard] of Object.entries(holds)) document.addEventListener(kind, heard, true);
ready.then(() => { for (const [kind, heard] of Object.entries(holds)) document.removeEventListener(kind, heard, true); });
begun.then(() => { document.documentElement.dataset.modules = "ready"; });
