// Marks a word by selecting it: what is selected in the text lands in the field for one's own word.
export default function pick(form) {
  const sheet = document.querySelector(".sheet");
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const text = String(selection).replace(/\s+/g, " ").trim();
    if (text && text.length <= form.elements.word.maxLength && sheet.contains(selection.anchorNode) && sheet.contains(selection.focusNode)) {
      form.elements.word.value = text;
    }
  });
}
