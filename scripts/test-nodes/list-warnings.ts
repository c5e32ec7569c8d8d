import { stripVTControlCharacters } from 'node:util';

/** Each warning of Node and npm, once: "(node:12) [DEP0040] DeprecationWarning: …", "npm warn EBADENGINE …". */
export function listWarnings(output: string): string[] {
  const words = stripVTControlCharacters(output)
    .split('\n')
    .map((line) =>
      /\(node:\d+\) (.*Warning: .*)$|^(npm warn (?:EBADENGINE|deprecated) .*)$/.exec(line.trim()),
    )
    .flatMap((match) => match?.[1] ?? match?.[2] ?? []);
  return [...new Set(words)].sort();
}
