// A button that shows what is written in a password field. The words come from the page, in its language.
export default function reveal(box) {
  const input = box.querySelector("input");
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: box.dataset.show });
  button.setAttribute("aria-controls", input.id);
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const hidden = input.type === "password";
    input.type = hidden ? "text" : "password";
    button.textContent = hidden ? box.dataset.hide : box.dataset.show;
    button.setAttribute("aria-pressed", String(hidden));
    input.focus();
  });
  input.form?.addEventListener("submit", () => { input.type = "password"; });
  box.append(button);
}
