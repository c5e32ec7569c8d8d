import { splitWords } from './split-words';

const punctuation = /[!-/:-@[-`{-~]/g;
/** Whole words only; JavaScript's `\b` would see a boundary beside every letter outside ASCII. */
const articles = /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu;

/**
 * An answer as SQuAD's evaluation script 2.0 compares it (Rajpurkar et al. 2016, arXiv 1606.05250; 2018, arXiv 1806.03822): lower
 * case, without ASCII punctuation, without the English articles a, an, the, words separated by one space. NFC first, so that
 * two spellings of one character are equal; that changes nothing of a text already in NFC.
 */
export function normaliseAnswer(text: string): string {
  const bare = text.normalize('NFC').toLowerCase().replaceAll(punctuation, '');
  return splitWords(bare.replaceAll(articles, ' ')).join(' ');
}
