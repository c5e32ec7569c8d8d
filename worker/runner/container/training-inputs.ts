import { createHash } from 'node:crypto';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StoredFiles } from '../container-runner';
import type { TrainWork } from './container-work';

/**
 * Writes a training's inputs to a new folder: `rounds.json`, and the files of the rounds. @returns false if a
 * file isn't the recorded one @throws where one can't be read or written
 */
export async function writeTrainingInputs(
  folder: string,
  { rounds, data }: Pick<TrainWork, 'rounds' | 'data'>,
  { openData }: Pick<StoredFiles, 'openData'>,
): Promise<boolean> {
  await mkdir(join(folder, 'rounds'), { recursive: true, mode: 0o755 });
  await writeFile(join(folder, 'rounds.json'), rounds, { mode: 0o644 });
  for (const [index, file] of data.entries()) {
    const path = join(folder, 'rounds', file.path);
    await mkdir(dirname(path), { recursive: true, mode: 0o755 });
    if (!(await writeRecorded(path, file, await openData(index)))) return false;
  }
  return true;
}

async function writeRecorded(
  path: string,
  { sha256, byteCount }: TrainWork['data'][number],
  bytes: AsyncIterable<Uint8Array>,
): Promise<boolean> {
  const hash = createHash('sha256');
  let bytesLeft = byteCount;
  const file = await open(path, 'wx', 0o644);
  try {
    for await (const chunk of bytes) {
      bytesLeft -= chunk.byteLength;
      if (bytesLeft < 0) return false;
      hash.update(chunk);
      await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
  return bytesLeft === 0 && hash.digest('hex') === sha256;
}
