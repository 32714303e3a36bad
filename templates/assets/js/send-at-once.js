// What the municipality's sign-in sent back goes on by itself; without script there is the button.
export default function sendAtOnce(form) {
  form.requestSubmit();
}
