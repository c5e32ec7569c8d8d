import { ArchiveUnreadable } from './opened-archive';
import { showLine, showLines } from './show-text';

/** Why a command ended, for a terminal: a person's word, or where in the program it was. */
export function describeFailure(error: unknown): string {
  if (error instanceof ArchiveUnreadable) return showLine(error.message);
  return showLines((error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n'));
}
