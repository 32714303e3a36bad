// Marks a word by selecting it: what is selected in the text lands in the field for one's own word.
export default function pick(form) {
  const sheet = document.querySelector(".sheet");
  const { word } = form.elements;
  const take = () => {
    const selection = getSelection();
    const text = String(selection).replace(/\s+/g, " ").trim();
    if (text && text.length <= Number(word.dataset.longest) && sheet.contains(selection.anchorNode) && sheet.contains(selection.focusNode)) {
      word.value = text;
    }
  };
  document.addEventListener("selectionchange", take);
  if (!word.value) take(); // selected before this was here
}
