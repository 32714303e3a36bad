// Talks to the server for recorder and upload: one form token, renewed when the person signs in anew in another tab.
import { csrfToken, takeToken } from "../main.js";

const PATIENCE_MS = 20000;
const OUTLIVES = 60000;

export class Server {
  constructor(tokenUrl) { this.tokenUrl = tokenUrl; }

  // The answer with `data` (parsed), or null when there is no contact.
  async send(method, url, { form, body, headers = {} } = {}) {
    try {
      const response = await fetch(url, {
        method,
        body: form ? new URLSearchParams(form) : body,
        headers: { Accept: "application/json", "X-CSRFToken": csrfToken(), ...headers },
        redirect: "manual",
        // What is small outlives its page; a browser takes 64 KiB of such at a time.
        keepalive: Boolean(form) && !url.endsWith("/finish") && new URLSearchParams(form).toString().length < OUTLIVES,
        cache: "no-store",
        signal: form && url.endsWith("/finish") ? undefined : AbortSignal.timeout(PATIENCE_MS),
      });
      return { status: response.status, ok: response.ok, data: await response.json().catch(() => ({})) };
    } catch { return null; }
  }

  // Whether somebody is signed in; if so, the page's token is fresh afterwards.
  async renew() {
    const answer = await this.send("GET", this.tokenUrl);
    if (!answer?.ok) return false;
    takeToken(answer.data.csrf);
    return true;
  }
}

export async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What an answer means: "taken", "again" (with why), or "refused" (the server will never take it).
export function verdict(answer) {
  if (answer === null) return ["again", "offline"];
  if (answer.ok) return ["taken"];
  if (answer.status === 400 || answer.status === 401) return ["again", "signed-out"];
  if (answer.status === 404) return ["again", "stranger"];
  if (answer.status === 507) return ["again", "full"];
  if (answer.status === 429 || answer.status >= 500) return ["again", "offline"];
  return ["refused", answer.data.error ?? ""];
}
