// Reads a letter aloud, a part at a time, with a voice that lies on this device in the letter's language: nothing leaves the device.
// Without such a voice a sentence says so in place of the button. When all is read, what to talk about comes into sight.
// data-reads, data-then: the ids of the letter, whose parts carry data-read, and of what to talk about.
export default function readAloud(box) {
  const speech = window.speechSynthesis;
  const letter = document.getElementById(box.dataset.reads);
  if (!speech || !letter) return;
  const button = box.querySelector("button");
  const parts = [...letter.querySelectorAll("[data-read]")];
  const language = box.dataset.language;
  const isOfLanguage = (tag) => tag.toLowerCase().split(/[-_]/)[0] === language; // «fi» is not «fil»
  const voice = () => speech.getVoices().find((one) => one.localService && isOfLanguage(one.lang));
  let isReading = false;
  let reading = 0; // counts the readings, so that what an earlier one still says when it ends is not heard

  const offer = () => {
    const found = Boolean(voice());
    button.hidden = !found;
    box.querySelector("[data-none]").hidden = found;
  };
  const show = (part) => parts.forEach((one) => one.toggleAttribute("data-reading", one === part));
  const tell = (now) => {
    isReading = now;
    button.querySelector("[data-start]").hidden = isReading;
    button.querySelector("[data-stop]").hidden = !isReading;
  };
  const stop = () => {
    reading += 1;
    speech.cancel();
    show(null);
    tell(false);
  };
  const read = (number, turn) => {
    if (turn !== reading) return;
    const part = parts[number];
    if (!part) {
      stop();
      document.getElementById(box.dataset.then)?.scrollIntoView({ block: "center" });
      return;
    }
    const words = new SpeechSynthesisUtterance(part.innerText.trim());
    words.voice = voice();
    words.lang = language;
    words.rate = 0.9;
    words.addEventListener("end", () => read(number + 1, turn));
    words.addEventListener("error", () => turn === reading && stop());
    show(part);
    part.scrollIntoView({ block: "nearest" });
    speech.speak(words);
  };

  offer();
  speech.addEventListener?.("voiceschanged", offer);
  button.addEventListener("click", () => {
    if (isReading) return stop();
    reading += 1;
    tell(true);
    read(0, reading);
  });
  window.addEventListener("pagehide", stop);
}
