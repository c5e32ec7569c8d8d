import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { brotliCompressSync } from 'node:zlib';
import { generateIdentity } from 'age-encryption';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { objectKeys, objectStoreCodes } from '@/adapters/object-store/object-store';
import { claimSubmission, finishSubmission } from '@/db/queries/submission-scorer-queries';
import { refuse } from '@/lib/core/result';
import type { Actor } from '@/services/access/caller';
import { findQuota } from '@/services/submission/find-quota';
import { findSubmission } from '@/services/submission/view';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { withTestScorer } from '@/testing/start-test-scorer';
import { replaceAcceptedFile, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import type { ScorerPlatform } from '../scorer-platform';
import { makeIdentity } from '../vault/identity';
import { makeRoundVault } from '../vault/round-vault';
import { runScoreSubmission } from './run-score-submission';

const items = makeBinaryItems(40);

const predictions = formatPredictions(items.ids, (i) => (i % 3 === 0 ? 'yes' : 'no'));

describe('scoring a submission', () => {
  const site = provideTestSite();
  let slug: string;
  let researcher: Actor;

  beforeAll(async () => {
    const maintainer = await makePerson(site);
    slug = await makeBenchmark(maintainer, { quota_per_round: 1, quota_per_day: 1 });
    await withTestScorer(site, () => makeOpenRound(maintainer, slug, formatTestSet(items)));
  });
  beforeEach(async () => {
    researcher = await makePerson(site);
  });

  const score = (submissionId: string, platform: ScorerPlatform = site.scorer) =>
    runScoreSubmission(platform, makeRoundVault(platform), { submissionId });

  async function readRow(submissionId: string) {
    const [row] = await site.superuser`select * from submissions where submission_id = ${submissionId}`;
    return row;
  }

  const listEvaluations = (submissionId: string) => site.superuser`
    select attempt from hidden.evaluations where submission_id = ${submissionId}`;

  it('happens once when ten jobs run concurrently', async () => {
    const { id } = await submitPredictions(researcher, slug, predictions);
    await Promise.all(Array.from({ length: 10 }, () => score(id)));
    expect((await readRow(id))?.state).toBe('scored');
    expect(await listEvaluations(id)).toHaveLength(1);
    await score(id);
    expect(await listEvaluations(id)).toHaveLength(1);
  });

  it('changes nothing when an old try completes after a newer one has begun', async () => {
    const { id } = await submitPredictions(researcher, slug, predictions);
    const deadline = new Date(Date.now() + 60_000);
    const old = await site.scorer.client.db.transaction((tx) => claimSubmission(tx, id, deadline));
    const newer = await site.scorer.client.db.transaction((tx) => claimSubmission(tx, id, deadline));
    expect([old?.attempt, newer?.attempt]).toEqual([1, 2]);
    const before = await readRow(id);
    const outcome = { state: 'failed', code: 'x', message: 'x', line: null, column: null } as const;
    const finish = (attempt: number) =>
      finishSubmission(site.scorer.client.db, { submissionId: id, attempt, finishedAt: new Date() }, outcome);
    expect(await finish(1)).toBe(false);
    expect(await readRow(id)).toEqual(before);
    expect(await finish(2)).toBe(true);
    expect(await finish(2)).toBe(false);
  });

  it('discards a stalled scorer’s result: the newer try’s evaluation is the only one', async () => {
    const { id } = await submitPredictions(researcher, slug, predictions);
    let release = () => {};
    let isStalled = () => {};
    const stalled = new Promise<void>((resolve) => {
      isStalled = resolve;
    });
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow: ScorerPlatform = {
      ...site.scorer,
      objects: {
        ...site.scorer.objects,
        open: async (key) => {
          if (key === objectKeys.submission(id)) {
            isStalled();
            await released;
          }
          return site.scorer.objects.open(key);
        },
      },
    };
    const late = score(id, slow);
    await stalled;
    await score(id);
    const before = await readRow(id);
    release();
    await late;
    expect(await readRow(id)).toEqual(before);
    expect(await listEvaluations(id)).toEqual([{ attempt: 2 }]);
  });

  async function failThreeTimes(id: string, platform?: ScorerPlatform): Promise<void> {
    await expect(score(id, platform)).rejects.toThrow();
    await expect(score(id, platform)).rejects.toThrow();
    await expect(score(id, platform)).rejects.toThrow();
    expect(unwrap(await findSubmission(researcher, id))).toMatchObject({
      state: 'failed',
      code: 'scorer_failed',
      feedback: null,
    });
    expect(await listEvaluations(id)).toHaveLength(0);
    // The round and the day have one slot each: a second submission shows that both slots are free again.
    expect(unwrap(await findQuota(researcher, slug))).toMatchObject({ round: { used: 0 }, day: { used: 0 } });
    const again = await submitPredictions(researcher, slug, predictions);
    await score(again.id);
    expect((await readRow(again.id))?.state).toBe('scored');
  }

  it('fails a submission whose file is missing, after three tries, and returns both slots', async () => {
    const { id } = await submitPredictions(researcher, slug, predictions);
    await site.web.objects.delete(objectKeys.submission(id));
    await failThreeTimes(id);
  });

  it('scores a submission once the object store responds again, though four tries met none', async () => {
    const { id } = await submitPredictions(researcher, slug, predictions);
    const open = async () => {
      throw Object.assign(new Error('away'), { code: objectStoreCodes.away });
    };
    const away = { ...site.scorer, objects: { ...site.scorer.objects, open } };
    for (let i = 0; i < 4; i++) await expect(score(id, away)).rejects.toThrow('away');
    await score(id);
    expect((await readRow(id))?.state).toBe('scored');
  });

  it('fails a submission when the scorer has the wrong identity, after three tries, and returns both slots', async () => {
    const { id } = await submitPredictions(researcher, slug, predictions);
    await failThreeTimes(id, { ...site.scorer, identity: await makeIdentity(await generateIdentity()) });
  });

  it('fails a submission when a sealed byte was flipped, after three tries, and returns both slots', async () => {
    const { id } = await submitPredictions(researcher, slug, predictions);
    const broken: ScorerPlatform = {
      ...site.scorer,
      objects: {
        ...site.scorer.objects,
        open: async (key) => {
          const { stream, byteCount } = await site.scorer.objects.open(key);
          if (!key.endsWith('.sealed')) return { stream, byteCount };
          const bytes = Buffer.concat(await stream.toArray());
          bytes[40]! ^= 1;
          return { stream: Readable.from([bytes]), byteCount };
        },
      },
    };
    await failThreeTimes(id, broken);
  });

  it('fails a submission at once when another file has replaced the accepted one in the store, and returns both slots', async () => {
    const better = formatPredictions(items.ids, (i) => items.labels[i]!);
    const others = [better, `${predictions}\n\n`, predictions.slice(0, -1), 'no predictions', ''];
    // Replaced objects: compressed as files are stored, and uncompressed as no file is stored.
    const stored = [...others.map((other) => brotliCompressSync(other)), better, predictions, ''];
    for (const other of stored) {
      const { id } = await submitPredictions(researcher, slug, predictions);
      await writeFile(join(site.objectStoreDir, objectKeys.submission(id)), other);
      await score(id).catch(() => {});
      expect(unwrap(await findSubmission(researcher, id))).toMatchObject({
        state: 'failed',
        code: 'file_changed',
        line: null,
        feedback: null,
      });
      expect(await listEvaluations(id)).toHaveLength(0);
      expect(await site.web.objects.has(objectKeys.predictionColumns(id))).toBe(false);
      expect(unwrap(await findQuota(researcher, slug))).toMatchObject({
        round: { used: 0 },
        day: { used: 0 },
      });
    }
  });

  it('rejects a file that exceeds its processor time, with a code, and returns both slots', async () => {
    const { id } = await submitPredictions(researcher, slug, predictions);
    const problem = {
      code: 'too_costly',
      line: null,
      column: null,
      detail: 'it took long',
      hint: 'Be brief.',
    };
    const readers = {
      ...site.scorer.readers,
      read: async () => refuse({ problems: [problem], problemCount: 1 }),
    };
    await score(id, { ...site.scorer, readers });
    expect(unwrap(await findSubmission(researcher, id))).toMatchObject({
      state: 'rejected',
      code: 'too_costly',
      line: null,
    });
    expect(unwrap(await findQuota(researcher, slug))).toMatchObject({ round: { used: 0 }, day: { used: 0 } });
  });

  it('rejects a file with a late fault, with its line, and returns both slots', async () => {
    const { id } = await submitPredictions(researcher, slug, predictions);
    const bad = predictions.replace(',yes\n', ',maybe\n');
    await replaceAcceptedFile(site, id, bad);
    await score(id);
    expect(unwrap(await findSubmission(researcher, id))).toMatchObject({
      state: 'rejected',
      code: 'wrong_class',
      line: 2,
    });
    expect(unwrap(await findQuota(researcher, slug))).toMatchObject({ round: { used: 0 }, day: { used: 0 } });
  });
});
