import { openPlain, openPlainBytes } from '@/adapters/decompress';
import { findAcceptedFile } from '@/db/queries/submission-scorer-queries';
import { createFormatFinder } from '@/lib/core/files/detect-format';
import { predictionsBytesMax } from '@/lib/core/submission/parse-predictions';
import type { ScorerPlatform } from '../scorer-platform';
import { spoolSubmittedFile } from '../scoring/spool-submitted-file';

export type PredictionFile = {
  format: 'csv' | 'jsonl';
  /** Decompressed, otherwise byte for byte as sent. To be read once, then `close`. */
  bytes: AsyncIterable<Uint8Array>;
  close: () => Promise<void>;
};

/** A submission's prediction file, decompressed. @throws when it isn't the accepted file, or no longer parses */
export async function openPredictionFile(
  platform: Pick<ScorerPlatform, 'client' | 'objects'>,
  submissionId: string,
): Promise<PredictionFile> {
  const accepted = await findAcceptedFile(platform.client.db, submissionId);
  if (!accepted) throw new Error('a file of no submission');
  const spooled = await spoolSubmittedFile(platform, submissionId, accepted);
  try {
    const limits = { plainBytesMax: predictionsBytesMax };
    const format = await findFormat(openPlain(spooled.path, limits));
    return { format, bytes: copyPieces(openPlainBytes(spooled.path, limits)), close: spooled.remove };
  } catch (cause) {
    await spooled.remove();
    throw cause;
  }
}

async function findFormat(texts: AsyncIterable<string>): Promise<'csv' | 'jsonl'> {
  const finder = createFormatFinder();
  for await (const text of texts) {
    const format = finder.take(text);
    if (!format.ok) break;
    if (format.value !== null) return format.value;
  }
  throw new Error('a scored prediction file is empty');
}

/** Each has memory of its own, since the archive is written while items are read. */
async function* copyPieces(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield piece.slice();
}
