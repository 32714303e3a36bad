// Sends the form that lets the computer search the text, as soon as the page is there.
export default function search(form) {
  form.querySelector("button").hidden = true;
  form.requestSubmit();
}
