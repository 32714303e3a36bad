// Asks the browser to make a passkey or to use one, puts the answer into the form and sends it. Without passkeys in this
// browser the form says so in words. What is asked for comes from the page (data-options), as WebAuthn's JSON.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const withIds = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

function asked(options) {
  const made = { ...options, challenge: bytes(options.challenge) };
  if (options.user) made.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) made.excludeCredentials = withIds(options.excludeCredentials);
  if (options.allowCredentials) made.allowCredentials = withIds(options.allowCredentials);
  return made;
}

function answered(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
}

export default function passkey(form) {
  const line = form.querySelector("[data-line]");
  const { kind, missing, stopped } = form.dataset;
  let busy = false;
  if (!window.PublicKeyCredential) line.textContent = missing;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy || !window.PublicKeyCredential) return;
    busy = true;
    line.textContent = "";
    try {
      const publicKey = asked(JSON.parse(form.dataset.options));
      const credential = await navigator.credentials[kind]({ publicKey });
      form.querySelector("[data-passkey]").value = answered(credential);
      form.submit();
    } catch {
      line.textContent = stopped;
      busy = false;
    }
  });
}
