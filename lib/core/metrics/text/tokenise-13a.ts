import { splitWords, whiteSpace } from './split-words';

/**
 * The tokens of mteval-v13a, as sacreBLEU's default tokeniser `13a` makes them (Post 2018, W18-6319): XML's four escapes are undone,
 * a hyphen at a line's end joins it to the next, ASCII punctuation but apostrophe, hyphen, comma and full stop is a token of its
 * own, comma and full stop are unless between digits, and a hyphen after a digit is. Case is kept. White space at
 * the end is dropped first, as `corpus_bleu` does, so that a hyphen there stays.
 */
export function tokenise13a(text: string): string[] {
  const line = trimEnd(text)
    .replaceAll('<skipped>', '')
    .replaceAll('-\n', '')
    .replaceAll('\n', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
  const spaced = ` ${line} `
    .replaceAll(/([{-~[-` -&(-+:-@/])/g, ' $1 ')
    .replaceAll(/([^0-9])([.,])/gu, '$1 $2 ')
    .replaceAll(/([.,])([^0-9])/gu, ' $1 $2')
    .replaceAll(/([0-9])(-)/g, '$1 $2 ');
  return splitWords(spaced);
}

/** By a loop: a pattern anchored at the end takes quadratic time on long runs of spaces inside. */
function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && whiteSpace.test(text[end - 1]!)) end--;
  return text.slice(0, end);
}
