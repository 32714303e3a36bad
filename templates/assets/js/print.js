// The print button of a letter.
export default function print(button) {
  button.addEventListener("click", () => window.print());
}
