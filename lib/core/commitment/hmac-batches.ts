import type { Hasher } from './hasher';

const batchSize = 2048;
const encoder = new TextEncoder();

/** The HMAC-SHA256 of a text for each id, in UTF-8, a batch at a time in the order of the ids. */
export async function* hmacBatches(
  hasher: Hasher,
  secret: Uint8Array,
  ids: readonly string[],
  textOf: (id: string) => string,
): AsyncGenerator<{ positionFirst: number; hashes: readonly Uint8Array[] }> {
  for (let positionFirst = 0; positionFirst < ids.length; positionFirst += batchSize) {
    const batch = ids.slice(positionFirst, positionFirst + batchSize);
    const hashes = await hasher.hmacSha256Many(
      secret,
      batch.map((id) => encoder.encode(textOf(id))),
    );
    yield { positionFirst, hashes };
  }
}
