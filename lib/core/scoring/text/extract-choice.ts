/** A letter that stands alone, bare or in brackets or asterisks: `B`, `(b)`, `B.`, `**B**`. */
const alone = /^[\s*([]*([a-z])[\s*)\].:]*$/i;
/** A letter that opens the answer, set off by a bracket, a colon, or a full stop and a space: `B) Paris`, `(B) Paris`, `B. Paris`. */
const opening = /^[\s*]*(?:[([]([a-z])[)\]]|([a-z])(?:[)\]:]|\.\s))/i;
/** Stated within a sentence, in capitals, so that the article `a` is no choice: `The answer is (B)`, `Answer: B`. */
const stated = /\b[Aa]nswer(?:\s+is)?[\s:*([]*([A-Z])(?![\p{L}\p{N}])/gu;

/**
 * The choice that an answer to a question of `choiceCount` choices names, 0 for A: a letter alone, a letter that opens the
 * answer, or one stated as "answer is B" or "answer: B", all such statements agreeing. Undefined, and so wrong, for anything
 * else: no letter, letters that contradict each other, a letter beyond the choices. There is no reference implementation;
 * this is the rule. Throws unless there are 2 to 26 choices.
 */
export function extractChoice(answer: string, choiceCount: number): number | undefined {
  if (!(choiceCount >= 2 && choiceCount <= 26))
    throw new RangeError(`a question has 2 to 26 choices, not ${choiceCount}`);
  const letter = findLetter(answer);
  const choice = letter === undefined ? -1 : letter.toUpperCase().charCodeAt(0) - 65;
  return choice >= 0 && choice < choiceCount ? choice : undefined;
}

function findLetter(answer: string): string | undefined {
  const own = alone.exec(answer);
  if (own) return own[1];
  const first = opening.exec(answer);
  const letters = new Set([...answer.matchAll(stated)].map((match) => match[1]!));
  if (first) letters.add((first[1] ?? first[2])!.toUpperCase());
  return letters.size === 1 ? [...letters][0] : undefined;
}
