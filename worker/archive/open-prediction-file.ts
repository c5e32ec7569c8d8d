import { openPlain } from '@/lib/adapters/decompress';
import { objectKeys } from '@/lib/adapters/object-store/object-store';
import { predictionsBytesMax } from '@/lib/adapters/read-predictions-file';
import { spoolFile } from '@/lib/adapters/spool-file';
import { detectFormat } from '@/lib/core/files/detect-format';
import type { ScorerPlatform } from '../scorer-platform';

export type PredictionFile = {
  format: 'csv' | 'jsonl';
  /** Unpacked, otherwise byte for byte as sent. To be read once, then `close`. */
  bytes: AsyncIterable<Uint8Array>;
  close: () => Promise<void>;
};

/** A submission's prediction file, unpacked. @throws when the file no longer reads, as it did when it was scored */
export async function openPredictionFile(
  { objects }: Pick<ScorerPlatform, 'objects'>,
  submissionId: string,
): Promise<PredictionFile> {
  const { stream } = await objects.open(objectKeys.submission(submissionId));
  const spooled = await spoolFile(stream);
  try {
    const texts = openPlain(spooled.path, { plainBytesMax: predictionsBytesMax });
    let head = '';
    let format: 'csv' | 'jsonl' | null = null;
    while (format === null) {
      const next = await texts.next();
      if (next.done) throw new Error('a scored prediction file is empty');
      head += next.value;
      format = detectFormat(head);
    }
    return { format, bytes: encode(head, texts), close: spooled.remove };
  } catch (cause) {
    await spooled.remove();
    throw cause;
  }
}

async function* encode(head: string, rest: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(head);
  for await (const text of rest) yield Buffer.from(text);
}
