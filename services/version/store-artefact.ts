import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { sealToScorer } from '@/adapters/sealing/seal-to-scorer';
import type { SpooledFile } from '@/adapters/spool-file';
import { webPlatform } from '@/adapters/web-platform';
import { fromWebStream, toWebStream } from '@/adapters/web-stream';
import { versionEnvelope } from '@/lib/core/model/version-envelope';

/** Puts a model's file into the object store, sealed to the scorer together with the id of what it is for: nobody else can open it. */
export async function storeArtefact(
  file: Pick<SpooledFile, 'path'>,
  { id, key }: { id: string; key: string },
): Promise<void> {
  const { objects, environment } = webPlatform();
  const enveloped = async function* () {
    yield versionEnvelope(id);
    yield* createReadStream(file.path);
  };
  const plain = toWebStream(Readable.from(enveloped(), { objectMode: false }));
  await objects.put(key, fromWebStream(await sealToScorer(environment.SCORER_RECIPIENT, plain)));
}
