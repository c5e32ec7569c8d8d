import { ArchiveUnreadable } from '@/lib/contracts/archive/archive-limits';

/**
 * Characters that a terminal might interpret instead of showing: C0 and C1 controls (a title could clear the screen, or write a
 * line of its own), bidi controls, line and paragraph separators, half a surrogate pair.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** One line for a terminal: a control character is shown as its code point, `\u{1b}`. */
export const showLine = (text: string): string =>
  text.replace(unprintable, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);

/** Several lines of the program's own for a terminal. */
export const showLines = (lines: readonly string[]): string => lines.map(showLine).join('\n');

/** JSON for a terminal or a program: only escapes, which mean the same, are written where JSON.stringify writes controls bare. */
export const showJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/[^\n\P{C}]|[\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join(''),
  );

/** The folder that a person typed the command in; npm runs it in the folder of package.json. */
export const typedFrom = (): string => process.env.INIT_CWD ?? process.cwd();

/** The reason why a command ended, for a terminal: a message for people, or class and stack frame of an unexpected error. */
export function describeFailure(error: unknown): string {
  if (error instanceof ArchiveUnreadable) return showLine(error.message);
  return showLines((error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n'));
}
