import type { Task } from '../benchmark';
import { normalizeName } from '../files/cell-text';
import type { TestSetFormat } from '../round/read-test-set';
import { formatTrainingEnd } from '../round/training';
import type { LabelCorrection } from './erratum';

/** A round's training file as it is in the archive, with the sealed labels. */
export type SealedTraining = {
  readonly task: Task;
  readonly format: TestSetFormat;
  readonly round: number;
};

/**
 * Combines errata into one correction per item, from the sealed label to the label after all errata, by the item's id in
 * NFC. An item whose sealed label was restored by a later erratum is left out.
 * @param errata in the order in which they apply
 */
export function combineCorrections(
  errata: readonly { readonly corrections: readonly LabelCorrection[] }[],
): ReadonlyMap<string, LabelCorrection> {
  const combined = new Map<string, LabelCorrection>();
  for (const { corrections } of errata)
    for (const { id, from, to } of corrections) {
      const sealed = combined.get(id)?.from ?? from;
      if (sealed === to) combined.delete(id);
      else combined.set(id, { id, from: sealed, to });
    }
  return combined;
}

type Corrections = ReadonlyMap<string, LabelCorrection>;

/** The number of bytes by which corrections make a training file longer; negative where they make it shorter. */
export function countCorrectedBytes(sealed: SealedTraining, corrections: Corrections): number {
  let byteCount = 0;
  for (const { from, to } of corrections.values())
    byteCount += encodeEnd(sealed, to).length - encodeEnd(sealed, from).length;
  return byteCount;
}

/**
 * Streams a training file with corrected labels. Holds one line and one chunk in memory.
 * @throws at the end if an item of the corrections isn't in the file with its sealed label
 */
export async function* correctTraining(
  sealed: SealedTraining,
  corrections: Corrections,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const lines = createLineCutter(sealed.format);
  let isHeader = sealed.format === 'csv';
  let correctedCount = 0;
  for await (const chunk of chunks) {
    const { bytes, ends } = lines.push(chunk);
    let start = 0;
    let sent = 0;
    for (const end of ends) {
      const line = bytes.subarray(start, end);
      const correction = isHeader ? undefined : corrections.get(readId(line, sealed.format));
      isHeader = false;
      start = end;
      if (!correction) continue;
      const wrong = encodeEnd(sealed, correction.from);
      if (!endsWith(line, wrong)) throw new Error('an erratum corrects another label than the round has');
      yield bytes.subarray(sent, end - wrong.length);
      yield encodeEnd(sealed, correction.to);
      sent = end;
      correctedCount += 1;
    }
    if (sent < start) yield bytes.subarray(sent, start);
  }
  if (correctedCount !== corrections.size)
    throw new Error('an erratum corrects an item that its round does not have');
}

const encoder = new TextEncoder();

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Errata state labels as text; a training file in JSON Lines has the labels of a regression as numbers. */
const encodeEnd = ({ task, format, round }: SealedTraining, label: string): Uint8Array =>
  encoder.encode(formatTrainingEnd({ format, round, label: task === 'regression' ? Number(label) : label }));

function readId(line: Uint8Array, format: TestSetFormat): string {
  const text = decoder.decode(line);
  const id =
    format === 'jsonl'
      ? /^\{"id":("(?:[^"\\]|\\.)*")/.exec(text)?.[1]
      : /^(?:"(?:[^"]|"")*"|[^",]*)(?=,)/.exec(text)?.[0];
  if (id === undefined) throw new Error('a line of a training file begins with no id');
  if (format === 'jsonl') return normalizeName(String(JSON.parse(id)));
  return normalizeName(id.startsWith('"') ? id.slice(1, -1).replaceAll('""', '"') : id);
}

const endsWith = (line: Uint8Array, end: Uint8Array): boolean =>
  line.length >= end.length && end.every((byte, i) => byte === line[line.length - end.length + i]);

const lineFeed = 0x0a;

const quote = 0x22;

/**
 * Splits a file after each line; in CSV, a line feed inside quotes doesn't end a line. The last line ends with a line feed
 * too.
 */
function createLineCutter(format: TestSetFormat): {
  push(chunk: Uint8Array): { bytes: Uint8Array; ends: readonly number[] };
} {
  let rest = new Uint8Array(0);
  let isQuoted = false;
  return {
    push(chunk) {
      const bytes = new Uint8Array(rest.length + chunk.length);
      bytes.set(rest);
      bytes.set(chunk, rest.length);
      const ends: number[] = [];
      for (let at = rest.length; at < bytes.length; at++) {
        if (bytes[at] === quote && format === 'csv') isQuoted = !isQuoted;
        else if (bytes[at] === lineFeed && !isQuoted) ends.push(at + 1);
      }
      rest = bytes.slice(ends.at(-1) ?? 0);
      return { bytes, ends };
    },
  };
}
