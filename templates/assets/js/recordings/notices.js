// What the room has to say, a line for each matter, so that one does not cover another: notices("sending", "No contact …").
export function showNotices(box, { signIn, signInUrl }) {
  const lines = new Map();
  return (matter, text, { asksToSignIn = false } = {}) => {
    if ((lines.get(matter)?.firstChild.textContent ?? "") === (text ?? "")) return;
    lines.get(matter)?.remove();
    lines.delete(matter);
    if (text) {
      const line = document.createElement("p");
      line.dataset.matter = matter;
      line.append(text);
      if (asksToSignIn) line.append(" ", Object.assign(document.createElement("a"), { href: signInUrl, target: "_blank", rel: "noopener", textContent: signIn }));
      lines.set(matter, line);
      box.append(line);
    }
    box.hidden = !lines.size;
  };
}
