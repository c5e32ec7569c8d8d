import type { Cursor } from './read-wire';
import { fail, type Scan } from './scan';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The name that is the field's payload. Strict: two names that differ in bytes never become one. */
export function readName(scan: Scan, { start, stop }: Cursor): string {
  const { bytes } = scan;
  let name = '';
  // Nearly all names are ASCII, and calling the decoder takes longer than reading one.
  for (let at = start; at < stop; at += 1) {
    if (bytes[at]! >= 0x80) return decodeName(scan, start, stop);
    name += String.fromCharCode(bytes[at]!);
  }
  return name;
}

function decodeName(scan: Scan, start: number, stop: number): string {
  try {
    return decoder.decode(scan.bytes.subarray(start, stop));
  } catch {
    fail(scan, 'bad_text', 'A name is not UTF-8.', start);
    return '';
  }
}
