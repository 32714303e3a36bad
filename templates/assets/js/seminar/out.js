// The seminar is over for this window: nothing of it stays on the screen, but for words that somebody is writing, to copy.
import { point } from "./pointer.js";

const WRITTEN = 'textarea, input:not([type]), input[type="text"]';
const isRefused = (field) => field.closest("[data-cell-form]")?.querySelector(".error, .cell__newer");

function keep(field) {
  const label = document.createElement("label");
  const box = Object.assign(document.createElement("textarea"), { className: "input", readOnly: true, rows: 6, value: field.value });
  label.append(field.labels[0]?.textContent.trim() ?? "", box);
  return label;
}

export default function closeDown(root) {
  const page = document.getElementById("main");
  const told = document.getElementById("live-out")?.content.cloneNode(true);
  document.querySelectorAll("[data-of-interview]").forEach((one) => one.remove());
  point(null);
  if (!page || !told) { root.replaceChildren(); return; }
  const fields = [...page.querySelectorAll(WRITTEN)].filter((field) => field.value.trim() && (field.value !== field.defaultValue || isRefused(field)));
  const [heading, written] = [told.querySelector("h1"), told.querySelector("[data-written]")];
  written.hidden = !fields.length;
  written.append(...fields.map(keep));
  page.replaceChildren(told);
  heading.focus();
  if (fields.length) window.addEventListener("beforeunload", (event) => event.preventDefault());
}
