// How long waiting sound is, in the words of an element: data-less, data-one, data-more.
export function inWords(chunks, { less, one, more }) {
  const minutes = Math.round(chunks / 60);
  if (chunks < 60) return less;
  return minutes === 1 ? one : more.replace("%s", minutes);
}
