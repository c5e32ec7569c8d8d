/** A letter that stands alone, bare or in brackets or asterisks: `B`, `(b)`, `B.`, `**B**`. */
const alone = /^[\s*([]*([a-z])[\s*)\].:]*$/i;
/** A letter that opens the answer, set off by a bracket, a colon, or a full stop and a space: `B) Paris`, `(B) Paris`, `B. Paris`. */
const opening = /^[\s*]*(?:[([]([a-z])[)\]]|([a-z])(?:[)\]:]|\.\s))/i;
/** Stated within a sentence, in capitals, so that the article `a` is no choice: `The answer is (B)`, `Answer: B`. */
const stated = /\b[Aa]nswer(?:\s+is)?[\s:*([]*([A-Z])(?![\p{L}\p{N}])/gu;

/**
 * The choice that an answer names, as a capital letter A to Z: a letter alone, a letter that opens the answer, or one stated as
 * "answer is B" or "answer: B", all such statements agreeing. Undefined, and so wrong, for anything else: no letter, letters
 * that contradict each other. How many choices a question has plays no part: a letter beyond them is no label, and so wrong
 * too. There is no reference implementation; this is the rule.
 */
export function extractChoice(answer: string): string | undefined {
  return findLetter(answer)?.toUpperCase();
}

function findLetter(answer: string): string | undefined {
  const own = alone.exec(answer);
  if (own) return own[1];
  const first = opening.exec(answer);
  const letters = new Set([...answer.matchAll(stated)].map((match) => match[1]!));
  if (first) letters.add((first[1] ?? first[2])!.toUpperCase());
  return letters.size === 1 ? [...letters][0] : undefined;
}
