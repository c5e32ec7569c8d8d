import type { FileProblem } from '@/lib/core/files/file-problem';

/**
 * Ends a stream of text whose file turned out to be at fault. A stream can refuse only by throwing; whoever iterates
 * catches this one and refuses with `problem`. Every other error is the platform's.
 */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';

  constructor(readonly problem: FileProblem) {
    super(`${problem.code}: ${problem.detail}`);
  }
}
