// Chooses a theme for marked words: a field that filters while one types, a list beneath it (a combobox by WAI-ARIA's
// pattern), the latest themes first, and a new theme from what was typed. It reads the themes from the list beside the text.
import { filter, same } from "./filter.js";

const MOST_TYPED = 4; // so that what a new theme can be is seen beneath them, on a small laptop too

// Send marked words under a theme ({ theme }), or under a new one ({ name, area }).
export function choose(bar, { theme, name, area }) {
  bar.dispatchEvent(new CustomEvent("theme:chosen"));
  for (const [field, value] of [["theme_id", theme], ["new_theme", name], ["new_area", area]]) {
    bar.elements[field].disabled = value === undefined;
    bar.elements[field].value = value ?? "";
  }
  bar.requestSubmit();
}

export default function themes(coding) {
  const bar = coding.querySelector("[data-selection-bar]");
  const field = bar.querySelector("[role=combobox]");
  const list = bar.querySelector("[role=listbox]");
  const enter = bar.querySelector("[data-enter]");
  const { areas, latest, others, fresh, none } = list.dataset;
  let active = -1;

  const known = () => [...coding.querySelectorAll("#picks [data-theme]")].map((button) => ({ button, id: button.dataset.theme, ...button.dataset }));
  const recent = () => (document.getElementById("recent")?.dataset.themes ?? "").split(" ").filter(Boolean);
  const options = () => [...list.querySelectorAll("[role=option]")];

  function optionFor(choice, ...shown) {
    const option = Object.assign(document.createElement("div"), { className: "theme-pick" });
    option.dataset.choice = JSON.stringify(choice);
    option.setAttribute("role", "option");
    option.append(...shown);
    return option;
  }

  const optionOf = (theme) => optionFor({ theme: theme.id }, ...[...theme.button.children].map((one) => one.cloneNode(true)));

  function newThemes(name) {
    return JSON.parse(areas).filter(([area]) => !known().some((one) => one.area === area && same(one.name, name))).map(([area, title]) => optionFor({ name, area }, title));
  }

  function group(title, rows) {
    if (!rows.length) return;
    const box = document.createElement("div");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", title);
    box.append(Object.assign(document.createElement("div"), { className: "theme-list__title", ariaHidden: "true", textContent: title }), ...rows);
    list.append(box);
  }

  function draw() {
    const typed = field.value.trim();
    const found = filter(typed, known());
    const first = typed ? [] : recent().map((id) => found.find((one) => one.id === id)).filter(Boolean);
    list.replaceChildren();
    group(latest, first.map(optionOf));
    group(others, (typed ? found.slice(0, MOST_TYPED) : found).filter((one) => !first.includes(one)).map(optionOf));
    if (typed) group(fresh.replace("{name}", typed), newThemes(typed));
    list.classList.toggle("theme-list--typed", Boolean(typed));
    bar.dispatchEvent(new Event("bar:redrawn"));
    options().forEach((one, number) => { one.id = `option-${number}`; });
    if (!options().length) list.append(Object.assign(document.createElement("div"), { className: "theme-list__title", textContent: none }));
    mark(typed && found.length ? 0 : -1); // a new theme is never made by a slip of the keys
  }

  function mark(number) {
    active = number;
    options().forEach((one, at) => one.setAttribute("aria-selected", String(at === number)));
    const chosen = options()[number];
    if (chosen) field.setAttribute("aria-activedescendant", chosen.id); else field.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
    const theme = field.value.trim() && chosen && known().find((one) => one.id === JSON.parse(chosen.dataset.choice).theme);
    enter.textContent = theme ? enter.dataset.takes.replace("{name}", theme.name) : "";
  }

  function reset() {
    field.value = "";
    draw();
    list.scrollTop = 0;
  }

  field.addEventListener("input", draw);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const many = options().length;
    if (event.key === "ArrowDown" && many) mark((active + 1) % many);
    else if (event.key === "ArrowUp" && many) mark(active > 0 ? active - 1 : many - 1);
    else if (event.key === "Enter") options()[active]?.click();
    else if (event.key === "Escape" && field.value) reset();
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => { if (event.pointerType === "mouse") event.preventDefault(); }); // the field keeps the focus
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[data-choice]");
    if (option) choose(bar, JSON.parse(option.dataset.choice));
  });
  coding.addEventListener("click", (event) => {
    const button = event.target.closest("#picks [data-theme]");
    if (!button || bar.hidden) return; // nothing is marked: the form without script answers
    event.preventDefault();
    choose(bar, { theme: button.dataset.theme });
  });
  for (const kind of ["words:marked", "words:free"]) coding.addEventListener(kind, reset); // what is typed goes with the words: else it looks half-written
  if (!bar.hidden) draw(); // marked before this was here
}
