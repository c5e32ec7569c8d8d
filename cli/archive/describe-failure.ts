import { ArchiveUnreadable } from './opened-archive';
import { showLine, showLines } from './show-text';

/** The reason why a command ended, for a terminal: a message for people, or a place in the program. */
export function describeFailure(error: unknown): string {
  if (error instanceof ArchiveUnreadable) return showLine(error.message);
  return showLines((error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n'));
}
