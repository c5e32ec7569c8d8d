/** What is read in one breath. */
const wordsMax = 25;

/**
 * The sentences of a text that are too long. A list of names is none, nor is a formula.
 * @param text of one block of a page
 */
export function listLongSentences(text: string): string[] {
  return text
    .split(/(?<=[.!?;:][”’)]?)\s+(?=[\p{Lu}“‘(])/u)
    .filter((sentence) => countWords(sentence) > wordsMax && !isList(sentence) && !/[=Σ√]/.test(sentence));
}

const countWords = (text: string): number =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** Nothing between two commas is longer than a name. */
const isList = (sentence: string): boolean =>
  sentence.split(/[,:]| or | and /).every((piece) => countWords(piece) <= 5);
