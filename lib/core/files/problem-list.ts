import type { FileProblem } from './file-problem';

/** The first problems of a file, in the order they were met, and how many there were in all. */
export type ProblemList = {
  readonly problems: readonly FileProblem[];
  readonly count: number;
  add(problem: FileProblem): void;
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
    add(problem) {
      count += 1;
      if (problems.length < keptMax) problems.push(problem);
    },
  };
}
