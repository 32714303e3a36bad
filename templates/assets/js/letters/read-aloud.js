// Reads a letter aloud, a part at a time, with a voice that lies on this device in the letter's language: nothing leaves the device.
// Without such a voice a sentence says so in place of the button. data-reads: the id of the letter; its parts carry data-read.
export default function readAloud(box) {
  const speech = window.speechSynthesis;
  const letter = document.getElementById(box.dataset.reads);
  if (!speech || !letter) return;
  const button = box.querySelector("button");
  const parts = [...letter.querySelectorAll("[data-read]")];
  const language = box.dataset.language;
  const voice = () => speech.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language));
  let reading = 0; // counts the readings, so that what an earlier one still says when it ends is not heard

  const offer = () => {
    const found = Boolean(voice());
    button.hidden = !found;
    box.querySelector("[data-none]").hidden = found;
  };
  const show = (part) => parts.forEach((one) => one.toggleAttribute("data-reading", one === part));
  const tell = (isReading) => {
    button.setAttribute("aria-pressed", String(isReading));
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
    if (!part) return stop();
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
    if (button.getAttribute("aria-pressed") === "true") return stop();
    reading += 1;
    tell(true);
    read(0, reading);
  });
  window.addEventListener("pagehide", stop);
}
