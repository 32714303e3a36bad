// A page of somebody who has signed in, in a browser that may be handed to a child: while it is locked, nothing of it is seen.
// The lock itself is on the server; this hides what was on the screen, in the other tabs and on the way back.
const isLocked = () => document.cookie.split("; ").includes("locked=1");

// Whatever asks before it is left (a recording, something typed) stays, out of sight; everything else is gone.
function holdsSomething() {
  const asked = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(asked);
  return asked.defaultPrevented;
}

export default function locked(body) {
  const root = document.documentElement;

  function look() {
    if (!isLocked()) { root.removeAttribute("data-locked"); body.inert = false; return; }
    if (root.hasAttribute("data-locked")) return;
    root.setAttribute("data-locked", "");
    body.inert = true;
    document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
    document.querySelectorAll("audio").forEach((sound) => sound.pause());
    if (!holdsSomething()) location.replace(body.dataset.unlockUrl);
  }

  const channel = new BroadcastChannel("lock");
  channel.addEventListener("message", look);
  window.addEventListener("pageshow", look);
  document.addEventListener("visibilitychange", look);
  look();
  if (!isLocked()) channel.postMessage("unlocked");
}
