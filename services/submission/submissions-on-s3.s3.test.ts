import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isObjectStoreFault } from '@/adapters/faults';
import { s3Store } from '@/adapters/object-store/s3-store';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { makeBucket, type Radosgw, startRadosgw } from '@/testing/start-radosgw';
import { startTestScorer } from '@/testing/start-test-scorer';
import { awaitFinal, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { waitUntil } from '@/testing/wait-until';
import type { RunningScorer } from '@/worker/run-scorer';
import type { Actor } from '../access/caller';
import { findReadiness } from '../publication/find-readiness';

const kills = 4;

describe('submissions of a site whose objects are in a bucket', () => {
  let gateway: Radosgw;
  let site: TestSite;
  let scorer: RunningScorer;

  beforeAll(async () => {
    gateway = await startRadosgw();
    site = await makeTestSite(undefined, s3Store(await makeBucket(gateway.server)));
    scorer = await startTestScorer(site);
  });
  afterAll(async () => {
    await scorer?.stop();
    await site?.drop();
    await gateway?.stop();
  });

  it('come with a readiness check that reports the bucket as unreachable while it is down, and as ok afterwards', async () => {
    const objects = async () => (await findReadiness()).objects;
    expect(await objects()).toBe('ok');
    await gateway.kill();
    await waitUntil(async () => (await objects()) === 'unreachable');
    await gateway.start();
    await waitUntil(async () => (await objects()) === 'ok');
  }, 120_000);

  it('get scored, each once, although the S3 server is killed repeatedly', async () => {
    const maintainer = await makePerson(site);
    const slug = await makeBenchmark(maintainer, { quota_per_round: 1000, quota_per_day: 1000 });
    const items = makeBinaryItems(60);
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    const acknowledged = new Map<string, Actor>();
    const refusals: unknown[] = [];
    let isOver = false;

    const submitAll = async (actor: Actor, model: string) => {
      for (let i = 0; !isOver; i++) {
        const file = Buffer.from(formatPredictions(items.ids, (k) => ((i >> (k % 10)) & 1 ? 'yes' : 'no')));
        const options = { idempotencyKey: randomUUID(), model };
        // Each file is sent with the same idempotency key until it is acknowledged.
        for (let isSent = false; !isSent && !isOver; ) {
          try {
            acknowledged.set((await submitPredictions(actor, slug, file, options)).id, actor);
            isSent = true;
          } catch (error) {
            refusals.push(error);
            await sleep(300);
          }
        }
      }
    };
    const people = await Promise.all(['Gale', 'Squall', 'Breeze'].map(() => makePerson(site)));
    const submitting = people.map((person, i) => submitAll(person, ['Gale', 'Squall', 'Breeze'][i]!));
    // Waits for five more acknowledgements: before each kill, and after the last one.
    const acknowledgeFive = () => {
      const before = acknowledged.size;
      return waitUntil(async () => acknowledged.size >= before + 5, { patienceMs: 60_000 });
    };
    for (let i = 0; i < kills; i++) {
      await acknowledgeFive();
      await gateway.kill();
      await sleep(500 * i);
      await gateway.start();
    }
    await acknowledgeFive();
    isOver = true;
    await Promise.all(submitting);

    // The kills caused refusals, and no refusal has another reason.
    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals.filter((error) => !isObjectStoreFault(error))).toEqual([]);
    for (const [id, actor] of acknowledged) expect((await awaitFinal(actor, id)).state).toBe('scored');
    const [counts] = await site.superuser`
      select (select count(*)::int from submissions) as submissions,
        (select count(*)::int from hidden.evaluations) as evaluations,
        (select count(*)::int from round_slots) as slots`;
    const count = acknowledged.size;
    expect(counts).toEqual({ submissions: count, evaluations: count, slots: count });
  }, 300_000);
});
