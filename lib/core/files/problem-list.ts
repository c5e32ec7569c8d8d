import type { FileProblem } from './file-problem';

/** Faults after which a file is read no further: nobody mends that many by hand, and each costs more than a good row. */
export const problemCountMax = 1000;

/** The first problems of a file, in the order they were met, and how many there were in all. */
export type ProblemList = {
  readonly problems: readonly FileProblem[];
  readonly count: number;
  /** Whether there are as many as are looked for. */
  readonly isFull: boolean;
  add(problem: FileProblem): void;
  /** Adds the problem that ended the reading, which is kept however many came before it. */
  addLast(problem: FileProblem): void;
};

/** More faults with the same words than these are told by the first of them. */
const alikeShownMax = 3;

/** Keeps the first `keptMax` problems and counts the rest, so that a wholly wrong file costs no memory and tells one fault once. */
export function createProblemList(keptMax: number): ProblemList {
  const kept: FileProblem[] = [];
  const countByWords = new Map<string, number>();
  let count = 0;
  return {
    get problems() {
      return tellAlikeOnce(kept, countByWords);
    },
    get count() {
      return count;
    },
    get isFull() {
      return count >= problemCountMax;
    },
    add(problem) {
      count += 1;
      const alike = (countByWords.get(wordsOf(problem)) ?? 0) + 1;
      countByWords.set(wordsOf(problem), alike);
      if (alike <= alikeShownMax && kept.length < keptMax) kept.push(problem);
    },
    addLast(problem) {
      count += 1;
      kept.push(problem);
    },
  };
}

const wordsOf = ({ code, detail }: FileProblem): string => `${code} ${detail}`;

function tellAlikeOnce(
  kept: readonly FileProblem[],
  countByWords: ReadonlyMap<string, number>,
): FileProblem[] {
  const told = new Set<string>();
  return kept.flatMap((problem) => {
    const words = wordsOf(problem);
    const alike = countByWords.get(words) ?? 1;
    if (alike <= alikeShownMax) return [problem];
    if (told.has(words)) return [];
    told.add(words);
    const orMore = alike >= problemCountMax ? ' or more' : '';
    const first = problem.line === null ? '' : `, the first at line ${problem.line}`;
    return [
      { ...problem, detail: `${problem.detail}; ${alike.toLocaleString('en')} like this${orMore}${first}` },
    ];
  });
}

/** @param line the last one that was read */
export const describeTooManyFaults = (line: number | null): FileProblem => ({
  line,
  column: null,
  code: 'too_many_faults',
  detail: `${problemCountMax.toLocaleString('en')} faults were found up to here`,
  hint: 'Nothing after this line was read. Mend these first.',
});
