// What is typed finds a theme by its name and its description: letters as they are, or without capitals, rings, dots and accents.
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
export const same = (one, other) => one.normalize("NFC").toLowerCase().split(/\s+/).join(" ").trim() === other.normalize("NFC").toLowerCase().split(/\s+/).join(" ").trim();

function place(term, theme) {
  const [name, words] = [fold(theme.name), fold(theme.words ?? "")];
  const near = name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(fold(term)));
  if (near) return theme.name.normalize("NFC").toLowerCase().includes(term) ? 0 : 1;
  if (name.includes(fold(term))) return 2;
  return words.includes(fold(term)) ? 3 : null;
}

// The themes that every word of it is found in, the nearest first; among equals their own order.
export function filter(typed, themes) {
  const terms = typed.normalize("NFC").toLowerCase().split(/\s+/).filter(Boolean);
  return themes
    .map((theme) => ({ theme, places: terms.map((term) => place(term, theme)) }))
    .filter(({ places }) => !places.includes(null))
    .sort((one, other) => Math.max(0, ...one.places) - Math.max(0, ...other.places))
    .map(({ theme }) => theme);
}
