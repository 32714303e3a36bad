// The words of a segment as places in the page, without the silent signs among them: found when they are needed, never stored.
export function wordsOf(shown) {
  const found = [];
  const walker = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => (node.parentElement.closest(".silent") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  while (walker.nextNode()) {
    for (const match of walker.currentNode.data.matchAll(/\S+/g)) found.push({ node: walker.currentNode, start: match.index, end: match.index + match[0].length });
  }
  return found;
}
