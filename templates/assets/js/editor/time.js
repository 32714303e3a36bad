// Says now and then that somebody is at work on this page. A minute without a key, a press or sound is a pause, and not counted.
const BEAT_MS = 30000;
const IDLE_MS = 60000;

export function countTime(root, saver, sound) {
  const shown = root.querySelector("[data-spent]");
  let [last, from] = [0, performance.now()];
  for (const name of ["keydown", "pointerdown", "wheel"]) document.addEventListener(name, () => { last = performance.now(); }, { passive: true, capture: true });

  setInterval(async () => {
    const now = performance.now();
    const passed = now - from;
    from = now;
    const active = sound?.playing || (last && now - last < IDLE_MS);
    if (!active || document.hidden) return;
    const answer = await saver.send(`${saver.place}/time`, { active_ms: Math.round(passed) });
    if (answer?.ok && shown) shown.textContent = answer.data.said;
  }, BEAT_MS);
}
