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

/** Keeps the first `keptMax` problems and counts the rest, so that a wholly wrong file costs no memory. */
export function createProblemList(keptMax: number): ProblemList {
  const problems: FileProblem[] = [];
  let count = 0;
  return {
    problems,
    get count() {
      return count;
    },
    get isFull() {
      return count >= problemCountMax;
    },
    add(problem) {
      count += 1;
      if (problems.length < keptMax) problems.push(problem);
    },
    addLast(problem) {
      count += 1;
      problems.push(problem);
    },
  };
}

/** @param line the last one that was read */
export const describeTooManyFaults = (line: number | null): FileProblem => ({
  line,
  column: null,
  code: 'too_many_faults',
  detail: `${problemCountMax.toLocaleString('en')} faults were found up to here`,
  hint: 'Nothing after this line was read. Mend these first.',
});
