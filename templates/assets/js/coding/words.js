// Whole words: what somebody marked grows to the ends of the words in which it begins and ends. The server says it
// (`seminar/texts/whole_words.py`); here it is shown beforehand. Offsets are UTF-16 units within one segment's text.
const COLON = /\p{L}\p{M}*:(?=\p{L})/gu; // «EU:s» is a word, in Swedish
const TOKEN = /\[[^[\]\n]{1,64}\]/g;
const words = globalThis.Intl?.Segmenter && new Intl.Segmenter("sv", { granularity: "word" });

// Every place between two letters where no word goes on.
function edges(text) {
  const found = new Set();
  for (const { index, segment } of words.segment(text)) for (let at = index; at === index || (!segment.trim() && at < index + segment.length); at += 1) found.add(at);
  for (const { index, 0: one } of text.matchAll(COLON)) [0, 1].forEach((beside) => found.delete(index + one.length - 1 + beside));
  for (const { index, 0: token } of text.matchAll(TOKEN)) for (let at = index + 1; at < index + token.length; at += 1) found.delete(at);
  return found;
}

function go(text, at, way) {
  if (!words) return at; // an older browser shows what was marked, and the server lets it grow
  const free = edges(text);
  let place = at;
  while (place > 0 && place < text.length && !free.has(place)) place += way;
  return place;
}

export const startOfWord = (text, at) => go(text, at, -1);
export const endOfWord = (text, at) => go(text, at, 1);
