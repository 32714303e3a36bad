// A page of somebody who has signed in: nothing of it is seen while the browser is in a child's hands, or after its person has
// signed out in another tab. The lock and the session are on the server; this hides what was on the screen, and on the way back.
import { csrfToken, takeToken } from "./main.js";

const isLocked = () => /(^|; )(__Host-)?locked=1/.test(document.cookie);

// Whatever asks before it is left (a recording, something typed) stays, out of sight; everything else is gone.
function holdsSomething() {
  const asked = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(asked);
  return asked.defaultPrevented;
}

export default function locked(body) {
  const root = document.documentElement;
  const { person, lockedWords, endedWords, unlockUrl, signInUrl, accountUrl } = body.dataset;
  let ended = false;

  function hide(words, url) {
    body.dataset.hiddenWords = words;
    if (root.hasAttribute("data-locked")) return;
    root.setAttribute("data-locked", "");
    body.inert = true;
    document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
    document.querySelectorAll("audio").forEach((sound) => sound.pause());
    if (!holdsSomething()) location.replace(url);
  }

  function look() {
    if (isLocked()) hide(lockedWords, unlockUrl);
    else if (ended) hide(endedWords, signInUrl);
    else { root.removeAttribute("data-locked"); body.inert = false; }
  }

  // Somebody is signed in, in another tab: the same person goes on here, with the form token that holds now, and nobody else sees
  // what was left.
  function meet(other, token) {
    if (other !== person) location.replace("/");
    else { ended = false; takeToken(token); look(); }
  }

  async function isStillHere() {
    try {
      const answer = await fetch(accountUrl, { redirect: "manual", cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok || page.body.dataset.person !== person) return false;
      takeToken(page.querySelector('meta[name="csrf-token"]')?.content);
      return true;
    } catch { return true; }
  }

  async function comeBack() {
    if (!holdsSomething()) { location.reload(); return; }
    ended = !(await isStillHere());
    look();
  }

  const channel = new BroadcastChannel("lock");
  channel.addEventListener("message", ({ data }) => {
    if (data.person) meet(data.person, data.token);
    else { ended ||= Boolean(data.ended); look(); }
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) comeBack(); else look(); });
  document.addEventListener("visibilitychange", look);
  look();
  if (!isLocked()) channel.postMessage({ person, token: csrfToken() });
}
