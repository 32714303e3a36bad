// «Listen and correct», put together: the sound, the text, the segment that is open, the keys, and the time it takes.
import { toast } from "../toast.js";
import { Editor } from "./editor.js";
import { listenToKeys } from "./keys.js";
import { Saver } from "./saver.js";
import { Player } from "./player.js";
import { Text } from "./text.js";
import { countTime } from "./time.js";

export default function page(root) {
  const sheet = root.querySelector("[data-sheet]");
  const box = root.querySelector("[data-player]");
  const sound = box ? new Player(box) : null;
  if (!sheet) return;
  const text = new Text(sheet, sound);
  const saver = new Saver(root);
  const editor = document.getElementById("editor") ? new Editor(text, saver, sound) : null;
  const head = document.querySelector("[data-steps]");

  const say = (words) => { document.querySelector("[data-saved-at]").textContent = words; };
  const steps = { undo: head?.querySelector("form"), redo: head?.querySelector("form:last-of-type") };

  function apply(answer) {
    if (answer.said) say(answer.said);
    text.apply(answer);
    root.querySelector("[data-proposed]").hidden = !sheet.querySelector(".segment__guess");
    left();
  }

  function left() {
    const words = box?.querySelector("[data-unsure-left]");
    const count = text.unsure().length;
    if (words) words.textContent = count ? words.dataset.some.replace("%s", count) : words.dataset.none;
  }

  async function step(form) {
    if (!await editor.settled()) return;
    editor.close();
    const answer = await saver.send(form.action, {});
    if (!answer?.ok) { toast(answer?.data.error || root.dataset.failed); return; }
    apply(answer.data);
    const first = answer.data.put[0];
    if (first) text.show(text.find(first.id));
  }

  saver.applied = apply;
  for (const form of [...(head?.querySelectorAll("form") ?? []), ...root.querySelectorAll("[data-proposed] form")]) {
    form.addEventListener("submit", (event) => { event.preventDefault(); event.stopImmediatePropagation(); step(form); }, { capture: true });
  }

  function next(way) {
    const found = text.nextUnsure(way, editor?.segment);
    if (!found) { toast(box?.querySelector("[data-unsure-left]").dataset.none ?? ""); return; }
    editor?.close();
    text.look(found);
  }

  box?.querySelector("[data-unsure]").addEventListener("click", () => next(1));
  listenToKeys(root, { sound, text, editor, next, undo: () => steps.undo && step(steps.undo), redo: () => steps.redo && step(steps.redo) });
  countTime(root, saver, sound);
  left();
  sheet.dataset.live = "";
  sound?.prepare();
}
