// The room's buttons and its one line about the recording, as the state says: ready, recording, paused, silent, broken, saving.
const GOING = ["recording", "paused", "silent", "broken"];

export const isGoing = (state) => GOING.includes(state);

export function showControls(room, words) {
  const part = (name) => room.querySelector(`[data-${name}]`);
  const title = document.title;
  return (state) => {
    part("rec").dataset.state = state;
    part("rec").textContent = words[state];
    document.title = state === "ready" ? title : `${words[state]} – ${title}`;
    const hadFocus = document.activeElement === part("start") || document.activeElement === part("pause");
    const canStart = ["ready", "paused", "silent", "broken"].includes(state);
    part("start").hidden = !canStart;
    part("start").querySelector("span").textContent = state === "ready" && !words.resumes ? words.start : words.resume;
    part("leave").hidden = state !== "ready";
    part("pause").hidden = state !== "recording";
    part("stop").hidden = !isGoing(state);
    // One filled button: the recording's while it stands still, the next question while it goes on.
    for (const name of ["next", "last"]) part(name).classList.toggle("button--quiet", canStart);
    if (hadFocus) part(canStart ? "start" : "pause").focus();
  };
}
