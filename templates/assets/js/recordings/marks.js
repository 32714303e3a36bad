// What cannot be heard: one press, a time in the recording, undo. Tried again by itself while the net is down.
const PAUSE_MS = 2000;
const SHOWN_MS = 8000;

export function clock(ms) {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}.${String(seconds % 60).padStart(2, "0")}`;
}

export function takeMarks(room, words, server, cards, { recording, ms, isRecording }) {
  const form = room.querySelector("[data-marks]");
  const line = room.querySelector("[data-just]");
  let queue = Promise.resolve();
  let fading;

  // In order, so that an undo never overtakes its mark.
  function send(url, fields) {
    queue = queue.then(async () => {
      for (;;) {
        const answer = await server.send("POST", url, { form: fields });
        if (answer?.ok) return;
        if (answer && answer.status < 500 && ![400, 401, 404].includes(answer.status)) { line.textContent = words.notSaved; return; }
        if (answer) await server.renew();
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    });
  }

  const note = (id, kind, at) => send(words.marksUrl, { mark_id: id, kind, at_ms: at, recording_id: recording() ?? "", question_id: cards.question });

  // The question on the screen while the sound is taken, once for each time that it comes up.
  let asked;
  function ask() {
    const shown = `${recording()} ${cards.question}`;
    if (isRecording() && shown !== asked) {
      asked = shown;
      if (cards.question) note(crypto.randomUUID(), "asked", Math.round(ms()));
    }
  }
  cards.whenShown(ask);

  function say(button, name, at, id) {
    clearTimeout(fading);
    room.querySelectorAll(".is-just").forEach((each) => each.classList.remove("is-just"));
    if (button.closest(".silents")) button.classList.add("is-just");
    const undo = Object.assign(document.createElement("button"), { type: "button", textContent: words.undo });
    undo.addEventListener("click", () => {
      send(`${words.marksUrl}/${id}/undo`, {});
      button.classList.remove("is-just");
      line.replaceChildren();
      button.focus();
    });
    const [before, middle, after] = words.savedAt.split("%s");
    line.replaceChildren(`${before}${name}${middle}${clock(at)}${after} `, undo);
    fading = setTimeout(() => { button.classList.remove("is-just"); }, SHOWN_MS);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    const [id, at] = [crypto.randomUUID(), Math.round(ms())];
    note(id, button.value, at);
    say(button, button.textContent.trim(), at, id);
    if (button.value === "already_answered") cards.next();
  });
  return { ask };
}
