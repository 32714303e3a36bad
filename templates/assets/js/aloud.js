// Reads a text aloud with the device's own voice; nothing leaves the device. The button is hidden when there is no such voice.
export default function aloud(button) {
  const speech = window.speechSynthesis;
  const source = document.getElementById(button.dataset.reads);
  if (!speech || !source) return;
  const language = document.documentElement.lang;
  const local = () => speech.getVoices().find((voice) => voice.localService && voice.lang.startsWith(language));
  const offer = () => { button.hidden = !local(); };
  offer();
  speech.addEventListener?.("voiceschanged", offer);
  button.addEventListener("click", () => {
    if (speech.speaking) { speech.cancel(); return; }
    const words = new SpeechSynthesisUtterance(source.textContent.trim());
    words.voice = local();
    words.lang = language;
    words.rate = 0.9;
    speech.speak(words);
  });
  window.addEventListener("pagehide", () => speech.cancel());
}
