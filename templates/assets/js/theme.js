// Changes light and dark at once, without a new page. Without script the form does the same with one.
import { csrfToken } from "./main.js";

export default function theme(form) {
  form.addEventListener("submit", async (event) => {
    const choice = event.submitter?.value;
    if (!choice) return;
    event.preventDefault();
    show(choice);
    form.querySelectorAll("[aria-pressed]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.value === choice));
    });
    const body = new URLSearchParams({ theme: choice });
    await fetch(form.action, { method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": csrfToken() } });
  });
}

function show(choice) {
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
}
