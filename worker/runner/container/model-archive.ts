import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result, refuse } from '@/lib/core/result';
import { type ContainerFault, type ContainerFaultCode, ImageRefused, quote } from './container-fault';
import { normalize } from './open-archive';
import { readTar, type TarPart } from './read-tar';
import { findPathFault } from './scan-layer';
import { modelFilesMax } from './start-container';

/** A tar archive of the files and folders that a training wrote as its model. */
export type ModelArchive = { readonly sha256: string; readonly byteCount: number };

class ModelRefused extends Error {
  constructor(
    readonly code: Extract<ContainerFaultCode, 'model_path' | 'model_too_large'>,
    text: string,
  ) {
    super(text);
  }
}

/** Describes the fault of a model that exceeds its size limits. */
export const describeFlood = (bytesMax: number): string =>
  `The training wrote more to /model than ${bytesMax} bytes, or more than ${modelFilesMax} files and folders; holes of sparse files count. Write what predictions need only.`;

/**
 * Writes the archive of a model to a new file, and checks each entry: an accepted archive can be unpacked
 * safely. @param chunks from a hostile sender
 */
export async function storeModel(
  chunks: AsyncIterable<Uint8Array>,
  path: string,
  bytesMax: number,
): Promise<Result<ModelArchive, ContainerFault>> {
  const hash = createHash('sha256');
  let byteCount = 0;
  const file = await open(path, 'wx', 0o600);
  async function* kept() {
    for await (const chunk of chunks) {
      byteCount += chunk.byteLength;
      if (byteCount > bytesMax) throw new ModelRefused('model_too_large', describeFlood(bytesMax));
      hash.update(chunk);
      await file.writeFile(chunk);
      yield chunk;
    }
  }
  try {
    for await (const _ of readModel(kept()));
    return ok({ sha256: hash.digest('hex'), byteCount });
  } catch (error) {
    if (error instanceof ModelRefused) return refuse({ code: error.code, text: error.message });
    if (error instanceof ImageRefused) return refuse({ code: 'model_path', text: error.message });
    throw error;
  } finally {
    await file.close();
  }
}

/**
 * Unpacks a stored model archive into a new folder that every user may read. @throws where it can't be read
 * or written, and for an archive that `storeModel` refuses
 */
export async function unpackModel(path: string, folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o755 });
  for await (const { entry, content } of readModel(createReadStream(path, { highWaterMark: 1024 ** 2 }))) {
    const target = join(folder, normalize(entry.name));
    if (entry.type === 'folder') await mkdir(target, { recursive: true, mode: 0o755 });
    else await writeWhole(target, content);
  }
}

async function writeWhole(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx', 0o644);
  try {
    for await (const piece of content) await file.writeFile(piece);
  } finally {
    await file.close();
  }
}

/** The replacement character, which a decoder writes for bytes that aren't UTF-8. */
const undecodable = '\uFFFD';

/**
 * @throws ModelRefused for an entry that isn't allowed, and ImageRefused for bytes that aren't a tar archive
 */
async function* readModel(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TarPart> {
  let count = 0;
  for await (const part of readTar(chunks, 'The model')) {
    const { name, type } = part.entry;
    const fault =
      type === 'file' || type === 'folder' ? findNameFault(name) : 'a model has files and folders';
    if (fault !== undefined)
      throw new ModelRefused('model_path', `/model has a ${type} at ${quote(name)}. Expected: ${fault}.`);
    if (++count > modelFilesMax)
      throw new ModelRefused('model_too_large', `/model has more than ${modelFilesMax} files and folders.`);
    yield part;
  }
}

const findNameFault = (name: string): string | undefined =>
  name.includes(undecodable) ? 'names are in UTF-8' : findPathFault(name);
