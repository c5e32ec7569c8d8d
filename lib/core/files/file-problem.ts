/** Why a file is refused. API codes and the web's messages are made from this tuple. */
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
 * One fault of a file, for the person who made it.
 *
 * `line` is the physical line and `column` the character on it, both from 1; null where a fault has no place (missing
 * ids) or no column (JSON). `detail` says what is wrong, `hint` what to do about it. The readers in this folder never
 * quote a cell, because a test set's cells are secret; only the validator of predictions quotes, and only the
 * participant's own values.
 */
export type FileProblem = {
  readonly code: FileProblemCode;
  readonly line: number | null;
  readonly column: number | null;
  readonly detail: string;
  readonly hint: string;
};
