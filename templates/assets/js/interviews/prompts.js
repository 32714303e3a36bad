// A question to think about, put at the end of the text with room to write under it.
export default function prompts(form) {
  const text = form.elements.text;
  document.querySelectorAll("[data-prompt]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const before = text.value.trimEnd();
      text.value = `${before}${before ? "\n\n" : ""}${button.dataset.prompt}\n`;
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.focus();
      text.setSelectionRange(text.value.length, text.value.length);
      text.scrollTop = text.scrollHeight;
    });
  });
}
