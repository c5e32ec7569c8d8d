import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeHasher } from '@/adapters/node-hasher';
import { rebuildArchive } from '@/lib/contracts/archive/archive-files';
import { openArchiveZip } from '@/lib/contracts/archive/archive-limits';
import { parseArchive } from '@/lib/contracts/round-archive';
import { createWebCryptoHasher } from '@/lib/core/commitment/hasher';
import type { VerificationReport } from '@/lib/core/commitment/verification-report';
import { verifyArchive } from '@/lib/core/commitment/verify-archive';
import { sourceOfBlob } from '@/lib/core/files/zip-reader';
import { createRng } from '@/lib/core/statistics/rng';
import { hideBehindFirstFile } from '@/testing/forge-zip';
import { type MadeArchive, makeArchive } from '@/testing/make-archive';
import { repetitions } from '@/testing/stress';
import { zipFiles } from '@/worker/reveal/archive-formats';
import { openArchive } from './open-archive';

let made: MadeArchive;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-forged-'));
  made = await makeArchive(nodeHasher, { itemCount: 16, submissionCount: 2, metric: 'accuracy' });
});
afterAll(() => rm(folder, { recursive: true }));

const published = () => ({
  knownRoot: made.archive.commitment.root,
  knownSha256: made.files.listed!.get('archive.json')!,
});

/** Zips files in the format of a reveal's archive. */
const zip = (bytesOf: ReadonlyMap<string, Uint8Array>): Promise<Buffer> =>
  buffer(
    Readable.from(
      zipFiles(
        [...bytesOf].map(([name, bytes]) => ({
          name,
          byteCount: bytes.length,
          open: async () => Readable.from([Buffer.from(bytes)]),
        })),
        new Date(made.archive.closed_at),
      ),
    ),
  );

/** The report of a verification, or the reason why the archive can't be read. */
type Verified = VerificationReport | string;

/** Verifies a zip or a folder on the command line. */
async function verifyByCommand(packed: Uint8Array | string): Promise<Verified> {
  const path = typeof packed === 'string' ? packed : join(folder, 'archive.zip');
  if (typeof packed !== 'string') await writeFile(path, packed);
  try {
    const opened = await openArchive(path, folder);
    try {
      const archive = parseArchive(opened.archiveBytes);
      if (!archive.ok) return archive.error;
      return await verifyArchive(
        { ...opened, ...published(), archive: archive.value },
        { hasher: nodeHasher, rebuild: rebuildArchive, readClockMs: () => 0, onProgress: () => {} },
      );
    } finally {
      opened.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Verifies a zip as the verification page does: with the browser's interfaces, and the site's list of files.
 */
async function verifyInBrowser(bytes: Uint8Array): Promise<Verified> {
  try {
    const opened = await openArchiveZip(sourceOfBlob(new Blob([new Uint8Array(bytes)])));
    const archiveBytes = opened.archiveBytes ?? new Uint8Array();
    const archive = parseArchive(archiveBytes);
    if (!archive.ok) return archive.error;
    const { benchmark, round, commitment } = made.archive;
    return await verifyArchive(
      {
        archive: archive.value,
        archiveBytes,
        files: { ...opened.files, listed: made.files.listed },
        published: [{ benchmark, round, commitment, where: 'on this page' }],
        knownRoot: null,
        knownSha256: null,
        ranking: { leaderboard: made.leaderboard, corrected: null },
      },
      {
        hasher: createWebCryptoHasher(crypto.subtle),
        rebuild: rebuildArchive,
        readClockMs: () => 0,
        onProgress: () => {},
      },
    );
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const verdictOf = (verified: Verified) => (typeof verified === 'string' ? 'unreadable' : verified.verdict);

/** True if a failed verification names the changed file, or the submission to which the file belongs. */
function namesFile(verified: Verified, name: string): boolean {
  if (typeof verified === 'string') return verified.includes(name);
  const submission = /^predictions\/(.*)\.csv$/.exec(name)?.[1];
  return verified.stages
    .flatMap(({ lines }) => lines.filter(({ outcome }) => outcome !== 'passed'))
    .flatMap(({ text, findings }) => [text, ...findings.map(({ subject, detail }) => `${subject} ${detail}`)])
    .some((text) => text.includes(name) || (submission !== undefined && text.includes(submission)));
}

/** Yields positions in every file of the archive, each with a byte that differs from the honest one. */
function* listChanges(placeCount: number): Generator<{ name: string; at: number; changed: Uint8Array }> {
  const rng = createRng('one byte');
  for (const [name, bytes] of made.bytesOf)
    for (let i = 0; i < placeCount; i += 1) {
      const at = rng.nextUint32() % bytes.length;
      const changed = bytes.slice();
      changed[at] = changed[at]! ^ (1 + (rng.nextUint32() % 255));
      yield { name, at, changed };
    }
}

const expectNamed = (verified: Verified, { name, at }: { name: string; at: number }) => {
  expect(verdictOf(verified), `${name}, byte ${at}`).not.toBe('verified');
  expect(namesFile(verified, name), `${name}, byte ${at}`).toBe(true);
};

describe('archive with one changed byte', () => {
  it('never passes verification, at any of 100 places of every file, and the verification names the file', async () => {
    const unpacked = join(folder, 'unpacked');
    const write = async (name: string, bytes: Uint8Array) => {
      await mkdir(dirname(join(unpacked, name)), { recursive: true });
      await writeFile(join(unpacked, name), bytes);
    };
    for (const [name, bytes] of made.bytesOf) await write(name, bytes);
    expect(verdictOf(await verifyByCommand(unpacked))).toBe('verified');
    for (const change of listChanges(100)) {
      await write(change.name, change.changed);
      expectNamed(await verifyByCommand(unpacked), change);
      await write(change.name, made.bytesOf.get(change.name)!);
    }
  }, 240_000);
});

describe.each([
  ['on the command line', verifyByCommand],
  ['in the browser', verifyInBrowser],
] as const)('forged zip of an archive %s', (_, verify) => {
  it('passes verification as long as nothing is changed', async () => {
    const verified = await verify(await zip(made.bytesOf));
    expect(verdictOf(verified)).toBe('verified');
  });

  it('never passes verification with one byte of one file changed, and the verification names the file', async () => {
    for (const change of listChanges(repetitions(4, 100))) {
      const changed = new Map([...made.bytesOf, [change.name, change.changed]]);
      expectNamed(await verify(await zip(changed)), change);
    }
  }, 240_000);

  it('fails verification for a file that is missing, added or renamed, and the verification names the file', async () => {
    for (const name of made.bytesOf.keys()) {
      const others = new Map([...made.bytesOf].filter(([other]) => other !== name));
      const missing = await verify(await zip(others));
      expect(verdictOf(missing), name).toBe(name === 'archive.json' ? 'unreadable' : 'incomplete');
      if (name !== 'archive.json') expect(namesFile(missing, name), name).toBe(true);
      for (const other of [name.toUpperCase().replace('SUMS', 'sums'), `copy of ${name}`, `data/${name}`]) {
        const verified = await verify(
          await zip(new Map([...made.bytesOf, [other, made.bytesOf.get(name)!]])),
        );
        expect(['wrong', 'incomplete'], other).toContain(verdictOf(verified));
        expect(namesFile(verified, other), other).toBe(true);
      }
    }
  });

  it('never causes more values to be decompressed than an archive of its size can have', async () => {
    const bomb = await zip(new Map([['archive.json', Buffer.from('[],'.repeat(50 << 16))]]));
    expect(await verify(bomb)).toMatch(/archive\.json has more than \d+ values/);
  });

  it('fails verification if another program would find another items.csv in it', async () => {
    const honest = await zip(made.bytesOf);
    const forged = await zip(new Map([['items.csv', Buffer.from('id,label\n')]]));
    const inFront = await verify(Buffer.concat([forged, honest]));
    const local = Buffer.from(honest);
    const nameAt = local.indexOf('items.csv');
    const renamed = await verify(
      Buffer.concat([local.subarray(0, nameAt), Buffer.from('Items'), local.subarray(nameAt + 5)]),
    );
    const twice = await verify(
      Buffer.from(
        (await zip(new Map([...made.bytesOf, ['itemz.csv', Buffer.from('id,label\n')]])))
          .toString('latin1')
          .replaceAll('itemz.csv', 'items.csv'),
        'latin1',
      ),
    );
    const behind = await verify(hideBehindFirstFile(honest, forged));
    expect([inFront, renamed, twice, behind].map(verdictOf)).toEqual([
      'unreadable',
      'wrong',
      'unreadable',
      'unreadable',
    ]);
    expect(namesFile(renamed, 'items.csv')).toBe(true);
    expect(namesFile(twice, 'items.csv')).toBe(true);
  });
});
