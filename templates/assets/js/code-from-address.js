// The QR carries the code in the address's fragment, which a browser never sends to a server. Move it into the field and go on.
export default function codeFromAddress(form) {
  const code = decodeURIComponent(location.hash.slice(1));
  if (!/^[0-9A-Za-z-]{6,12}$/.test(code)) return;
  history.replaceState(null, "", location.pathname);
  form.querySelector("[name=code]").value = code;
  form.requestSubmit();
}
