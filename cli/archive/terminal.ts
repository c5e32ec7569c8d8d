import { ArchiveUnreadable } from '@/lib/contracts/archive/archive-limits';

/**
 * Characters that a terminal might interpret instead of showing: C0 and C1 controls (in a title from an
 * archive, they could clear the screen or write a line of their own), bidi controls, line and paragraph
 * separators, unpaired surrogates.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Makes one line for a terminal; a control character becomes its code point, `\u{1b}`. */
export const showLine = (text: string): string =>
  text.replace(unprintable, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);

/** Makes several lines for a terminal; line breaks inside a line are escaped. */
export const showLines = (lines: readonly string[]): string => lines.map(showLine).join('\n');

/**
 * Makes JSON for a terminal or a program; control characters that JSON.stringify writes unescaped are
 * escaped, which doesn't change their meaning.
 */
export const showJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/[^\n\P{C}]|[\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join(''),
  );

/** Folder in which a person typed the command; npm changes to the folder of package.json. */
export const typedFrom = (): string => process.env.INIT_CWD ?? process.cwd();

/**
 * Describes for a terminal why a command failed: a message for people, or class and stack frame of an
 * unexpected error.
 */
export function describeFailure(error: unknown): string {
  if (error instanceof ArchiveUnreadable) return showLine(error.message);
  return showLines((error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n'));
}
