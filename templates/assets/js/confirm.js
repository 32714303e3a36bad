// Turns a question that opens in place into a dialog on top of the page. The form inside is the same one.
export default function confirm(details) {
  const summary = details.querySelector("summary");
  const sheet = details.querySelector(".confirm__sheet");
  const title = sheet.querySelector("h2");
  const writing = sheet.contains(document.activeElement) ? document.activeElement : null;
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  title.tabIndex = -1;
  title.id ||= `confirm-${Math.random().toString(36).slice(2)}`;
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.append(sheet);
  details.append(dialog);
  summary.setAttribute("role", "button");
  summary.setAttribute("aria-haspopup", "dialog");
  for (const stay of sheet.querySelectorAll("[data-stay]")) {
    stay.hidden = false;
    stay.addEventListener("click", () => dialog.close());
  }
  const ask = () => {
    details.open = true;
    dialog.showModal();
    title.focus(); // what is asked is read out first, and no key lies on the button that does it
  };
  summary.addEventListener("click", (event) => {
    event.preventDefault();
    ask();
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("live:sent", () => dialog.close()); // answered without leaving the page
  dialog.addEventListener("close", () => { details.open = false; summary.focus(); });
  if (details.open) { // the question was opened before this was here, and perhaps somebody writes in it
    ask();
    writing?.focus();
  }
}
