import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { openArchive } from './open-archive';

const prediction = 'predictions/one.csv';

const places = ['archive.json', prediction];

describe('archive reader', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tidemark-archive-'));
    await mkdir(join(folder, 'predictions'));
    for (const place of places) await writeFile(join(folder, place), '{}');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const readAll = async (where: string) => {
    const opened = await openArchive(where, folder);
    const bytes = [opened.archiveBytes, await opened.files.read(prediction)];
    opened.close();
    return bytes.map((of) => (of === null ? null : Buffer.from(of).toString()));
  };

  it('opens an archive by its folder or by its archive.json, and reads missing prediction files as null', async () => {
    expect(await readAll('.')).toEqual(['{}', '{}']);
    await rm(join(folder, prediction));
    expect(await readAll('archive.json')).toEqual(['{}', null]);
    await rm(join(folder, 'predictions'), { recursive: true });
    expect(await readAll('.')).toEqual(['{}', null]);
  });

  it.each([
    ['a link', /is a link/, (path: string) => symlink('/etc/hostname', path)],
    ['a link to nothing', /is a link/, (path: string) => symlink('nothing', path)],
    ['a link to a device', /is a link/, (path: string) => symlink('/dev/zero', path)],
    ['a pipe', /is a pipe or a device/, (path: string) => promisify(execFile)('mkfifo', [path])],
    ['a folder', /is a folder/, (path: string) => mkdir(path)],
  ])('refuses %s instead of a regular file', async (_, words, make) => {
    for (const place of places) {
      await rm(join(folder, place));
      await make(join(folder, place));
      await expect(readAll('.')).rejects.toThrow(words);
      await rm(join(folder, place), { recursive: true });
      await writeFile(join(folder, place), '{}');
    }
  });

  it('refuses a symbolic link instead of the archive’s folder', async () => {
    await rm(join(folder, 'predictions'), { recursive: true });
    await symlink('/etc', join(folder, 'predictions'));
    await expect(readAll('.')).rejects.toThrow(/is a link/);
  });

  it.each([
    ['bytes', 'aaaaaaaa', 100],
    ['values', '[],', 50],
  ])('decompresses no more %s than an archive of its size can have', async (what, piece, count) => {
    let taken = 0;
    const pieces = function* () {
      for (; taken < count; taken++) yield Buffer.from(piece.repeat(1 << 16));
    };
    const zip = new ZipFile();
    zip.addReadStream(Readable.from(pieces()), 'archive.json');
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(join(folder, 'bomb.zip')));
    await expect(readAll('bomb.zip')).rejects.toThrow(new RegExp(`more than \\d+ ${what}`));
  });
});
