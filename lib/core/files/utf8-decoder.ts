import { ok, type Result, refuse } from '../result';
import type { FileProblem } from './file-problem';

const lineFeed = 0x0a;

export type Utf8Decoder = {
  /** Decodes the next bytes, which may end inside a character. After a refusal the decoder must not be used again. */
  push(bytes: Uint8Array): Result<string, FileProblem>;
  finish(): Result<string, FileProblem>;
  /** After an error, the valid lines of the last pushed bytes before the invalid byte. */
  readonly linesBefore: string;
  /** True if the pushed bytes ended with a complete character, so that a faster reader may continue. */
  readonly isBetweenCharacters: boolean;
  /** Adds lines of ASCII that another reader has read to the line count; allowed only between characters. */
  passLines(count: number): void;
};

/**
 * A strict, streaming UTF-8 decoder that names the line of the first invalid byte and detects UTF-16, by its byte order mark
 * or by a NUL byte beside an ASCII character at the beginning. A UTF-8 byte order mark stays in the text; the row readers
 * remove it.
 */
export function createUtf8Decoder(): Utf8Decoder {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let carried: Uint8Array = new Uint8Array(0);
  let hasStarted = false;
  let line = 1;
  let linesBefore = '';

  function decode(bytes: Uint8Array): Result<string, FileProblem> {
    try {
      const text = decoder.decode(bytes);
      line += countLineFeeds(bytes);
      return ok(text);
    } catch {
      const undecodable = findUndecodableLine(decoder, bytes);
      linesBefore = decoder.decode(bytes.subarray(0, undecodable.start));
      return refuse({
        code: 'not_utf8',
        line: line + undecodable.index,
        column: null,
        detail: 'the file has bytes that are not UTF-8',
        hint: 'Save the file as UTF-8 and send it again.',
      });
    }
  }

  return {
    push(bytes) {
      const joined = carried.length === 0 ? bytes : concatBytes(carried, bytes);
      if (!hasStarted) {
        if (joined.length < 2) {
          carried = joined.slice();
          return ok('');
        }
        hasStarted = true;
        if (isUtf16(joined)) return refuse(utf16Problem);
      }
      const completeLength = joined.length - countUnfinishedBytes(joined);
      carried = joined.slice(completeLength);
      return decode(joined.subarray(0, completeLength));
    },
    finish: () => decode(carried),
    get linesBefore() {
      return linesBefore;
    },
    get isBetweenCharacters() {
      return hasStarted && carried.length === 0;
    },
    passLines(count) {
      line += count;
    },
  };
}

const utf16Problem: FileProblem = {
  code: 'not_utf8',
  line: 1,
  column: null,
  detail: 'the file is UTF-16',
  hint: 'Save it as UTF-8. In Excel choose "CSV UTF-8 (comma delimited)"; in PowerShell add -Encoding utf8.',
};

function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return (first === 0) !== (second === 0);
}

/** Number of bytes at the end that begin an incomplete character: 0 to 3. */
function countUnfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}

function countLineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i += 1) if (bytes[i] === lineFeed) count += 1;
  return count;
}

/**
 * Finds the first line that isn't valid UTF-8. Each line can be decoded alone, since a line feed is never part of a longer
 * UTF-8 character.
 */
function findUndecodableLine(decoder: TextDecoder, bytes: Uint8Array): { index: number; start: number } {
  let start = 0;
  for (let index = 0; ; index += 1) {
    const end = bytes.indexOf(lineFeed, start);
    try {
      decoder.decode(bytes.subarray(start, end === -1 ? bytes.length : end));
    } catch {
      return { index, start };
    }
    if (end === -1) return { index, start };
    start = end + 1;
  }
}

function concatBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
