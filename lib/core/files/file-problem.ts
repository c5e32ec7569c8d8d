/** Reasons for refusing a file. The error codes of the API and the messages of the web page are derived from this list. */
export const fileProblemCodes = [
  'wrong_header',
  'duplicate_id',
  'unknown_id',
  'missing_ids',
  'bad_id',
  'not_a_number',
  'infinite_number',
  'wrong_class',
  'out_of_range',
  'probabilities_do_not_sum',
  'decimal_comma',
  'semicolon_separated',
  'not_utf8',
  'unbalanced_quotes',
  'wrong_column_count',
  'empty_file',
  'empty_value',
  'too_large',
  'bad_archive',
  'archive_bomb',
  'bad_json',
  'bad_text',
  'bad_date',
  'missing_input',
  'unknown_category',
  'wrong_input_size',
  'too_many_rows',
  'too_many_faults',
  'too_costly',
  'file_changed',
] as const;

export type FileProblemCode = (typeof fileProblemCodes)[number];

/**
 * One fault of a file, described for the person who made the file.
 *
 * `line` is the physical line and `column` the character on it, both from 1; null where a fault has no position (missing
 * ids) or no column (JSON). `detail` describes the fault, `hint` how to fix it. The readers in this folder never quote a
 * cell, because a test set's cells are secret; only the validator of predictions quotes values, and only from the
 * participant's own file.
 */
export type FileProblem = {
  readonly code: FileProblemCode;
  readonly line: number | null;
  readonly column: number | null;
  readonly detail: string;
  readonly hint: string;
};

/** Reading stops after this many faults: a longer list doesn't help, and a fault costs more time than a valid row. */
export const problemCountMax = 1000;

/** The first problems of a file in file order, and the number of all problems. */
export type ProblemList = {
  readonly problems: readonly FileProblem[];
  readonly count: number;
  /** True once the list has its maximum length; further problems are only counted. */
  readonly isFull: boolean;
  add(problem: FileProblem): void;
  /** Adds the problem that ended the reading, even if the list is full. */
  addLast(problem: FileProblem): void;
};

/** Maximum number of listed faults with the same message. The first of them states the number of the others. */
const alikeShownMax = 3;

/**
 * Stores the first `listedMax` problems and counts the rest, so that a completely wrong file needs little memory and reports one
 * fault once.
 */
export function createProblemList(listedMax: number): ProblemList {
  const listed: FileProblem[] = [];
  const countByWords = new Map<string, number>();
  let count = 0;
  return {
    get problems() {
      return mergeAlike(listed, countByWords);
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
      if (alike <= alikeShownMax && listed.length < listedMax) listed.push(problem);
    },
    addLast(problem) {
      count += 1;
      listed.push(problem);
    },
  };
}

const wordsOf = ({ code, detail }: FileProblem): string => `${code} ${detail}`;

function mergeAlike(
  listed: readonly FileProblem[],
  countByWords: ReadonlyMap<string, number>,
): FileProblem[] {
  const told = new Set<string>();
  return listed.flatMap((problem) => {
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

/** @param line the last line read */
export const describeTooManyFaults = (line: number | null): FileProblem => ({
  line,
  column: null,
  code: 'too_many_faults',
  detail: `${problemCountMax.toLocaleString('en')} faults were found up to this line`,
  hint: 'Nothing after this line was read. Fix these first.',
});
