import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseArchive } from '@/lib/contracts/round-archive';
import type { Leaderboard } from '../leaderboard/leaderboard';
import type { Archive } from './archive';
import { verifyArchive } from './verify-archive';
import { createWebCryptoHasher } from './web-crypto-hasher';

type KeptArchive = {
  title: string;
  archive: Archive;
  leaderboard: Leaderboard;
  /** By path. */
  predictions: Record<string, string>;
};

/**
 * Archives with their rankings as the code of scorer version 4 wrote them (commit 9c7d6da, `makeArchive` with models of four
 * strengths): all metrics whose intervals, tests or ties are computed otherwise since.
 */
const kept: readonly KeptArchive[] = JSON.parse(
  readFileSync(new URL('../scoring/versions/version-4/archives.json', import.meta.url), 'utf8'),
);
const encoder = new TextEncoder();

const verify = (archive: Archive, { leaderboard, predictions }: KeptArchive) => {
  const bytes = encoder.encode(JSON.stringify(archive));
  const read = parseArchive(bytes);
  if (!read.ok) throw new Error(read.error);
  return verifyArchive(
    {
      archive: read.value,
      archiveBytes: bytes,
      files: {
        listed: null,
        read: async (path) => (path in predictions ? encoder.encode(predictions[path]) : null),
      },
      published: [],
      knownRoot: archive.commitment.root,
      ranking: { leaderboard, corrected: null },
    },
    {
      hasher: createWebCryptoHasher(globalThis.crypto.subtle),
      readClockMs: () => 0,
      onProgress: () => {},
    },
  );
};

const withVersion = (archive: Archive, version: string): Archive => ({
  ...archive,
  commitment: { ...archive.commitment, scorer_version: version },
});

describe('an archive of scorer version 4', () => {
  it.each(kept)('verifies to the last digit, with its ranking: $title', async (made) => {
    const report = await verify(made.archive, made);
    expect(report.stages.flatMap(({ lines }) => lines).filter(({ outcome }) => outcome !== 'passed')).toEqual(
      [],
    );
    expect(report.verdict).toBe('verified');
  });

  it('has who was tied by the rule of then, which isn’t that of rank intervals', () => {
    for (const { title, leaderboard } of kept)
      expect(leaderboard.entries.some((entry) => entry.tied_with_leader !== (entry.rank_lower === 1))).toBe(
        title !== 'Matthews in three groups',
      );
  });

  it.each(kept)('doesn’t verify by the rules of version 5: $title', async (made) => {
    const report = await verify(withVersion(made.archive, '5'), made);
    expect(report.verdict).toBe('wrong');
  });

  it('of a version that isn’t here is neither wrong nor verified', async () => {
    const report = await verify(withVersion(kept[0]!.archive, '999'), kept[0]!);
    expect(report.verdict).toBe('incomplete');
    expect(JSON.stringify(report)).toContain('the rules of scorer version 999');
  });
});
