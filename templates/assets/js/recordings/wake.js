// Keeps the screen awake for as long as is wanted. The browser lets go when the page is hidden, so it is asked for again.
// `say` hears whether it was refused.
export function keepAwake(say) {
  let lock = null;
  let isWanted = true;

  async function ask() {
    if (!isWanted || document.hidden || (lock && !lock.released)) return;
    try { lock = await navigator.wakeLock.request("screen"); } catch { if (!document.hidden) say(true); return; }
    say(false);
    lock.addEventListener("release", ask, { once: true });
    if (!isWanted) lock.release();
  }

  document.addEventListener("visibilitychange", ask);
  ask();
  return () => { isWanted = false; document.removeEventListener("visibilitychange", ask); lock?.release(); };
}
