import { beforeAll, describe, expect, it } from 'vitest';
import { rebuildArchive } from '@/lib/contracts/archive/archive-files';
import { type MadeArchive, makeArchive } from '@/testing/make-archive';
import type { LeaderboardEntry } from '../leaderboard/leaderboard';
import { createWebCryptoHasher } from './hasher';
import { verifyArchive } from './verify-archive';

const hasher = createWebCryptoHasher(globalThis.crypto.subtle);

describe('verification of a ranking after an operator’s renaming', () => {
  let made: MadeArchive;
  beforeAll(async () => {
    made = await makeArchive(hasher, {
      ...{ itemCount: 60, submissionCount: 3, metric: 'accuracy', secondaryMetrics: [] },
    });
  });

  /**
   * Verifies an honest archive against a published ranking whose entries were altered by `change`, and returns the line of
   * the report.
   */
  async function verifyRanking(change: (entry: LeaderboardEntry, at: number) => LeaderboardEntry) {
    const { archive, bytesOf, files, leaderboard } = made;
    const entries = leaderboard.entries.map(change);
    const report = await verifyArchive(
      {
        ...{ archive, files, published: [], knownSha256: null, knownRoot: archive.commitment.root },
        archiveBytes: bytesOf.get('archive.json')!,
        ranking: { leaderboard: { ...leaderboard, entries }, corrected: null },
      },
      { hasher, rebuild: rebuildArchive, readClockMs: () => 0, onProgress: () => {} },
    );
    const lines = report.stages.flatMap((stage) => (stage.name === 'ranking' ? stage.lines : []));
    return lines.find(({ text }) => text.includes('ranking'))!;
  }

  const renamed = { model: 'Model 1 (name withheld)', team: 'A calm team' };

  it('passes, and states the number of renamed models only if a model was renamed', async () => {
    const line = await verifyRanking((entry, at) => (at === 1 ? { ...entry, ...renamed } : entry));
    expect(line.outcome).toBe('passed');
    expect(line.text).toContain('1 model has another name on the site than in the archive');
    expect(line.text).toContain('a pseudonym has ended');
    expect((await verifyRanking((entry) => entry)).text).not.toContain('another name');
  });

  it('fails when the renamed row has another score or another instant of receipt', async () => {
    for (const more of [{ score: 0.123 }, { submitted_at: '2026-01-01T00:00:00.000Z' }]) {
      const line = await verifyRanking((entry, at) => (at === 1 ? { ...entry, ...renamed, ...more } : entry));
      expect(line.outcome).toBe('failed');
      expect(line.findings.map(({ subject }) => subject)).toContain('Model 1 (name withheld) of A calm team');
    }
  });

  it('fails when two models swap their names', async () => {
    const [one, two] = made.leaderboard.entries;
    const line = await verifyRanking((entry, at) =>
      at > 1 ? entry : { ...entry, model: (at === 0 ? two : one)!.model, team: (at === 0 ? two : one)!.team },
    );
    expect(line.outcome).toBe('failed');
  });
});
