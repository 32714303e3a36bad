// Puts the focus on an element when the page opens: the list of things to correct.
export default function focus(element) {
  element.focus();
}
