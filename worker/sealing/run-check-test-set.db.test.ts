import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import { sealToScorer } from '@/adapters/sealing/seal-to-scorer';
import type { CheckReport } from '@/lib/core/round/read-test-set';
import { padTestSet, testSetEnvelope } from '@/lib/core/round/test-set-envelope';
import { createRound } from '@/services/round/create';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { formatTestSet, makeBinaryItems, meaninglessId, shuffleRows } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { runCheckTestSet } from './run-check-test-set';
import { runSealRound } from './run-seal-round';

describe('check of a test set', () => {
  const site = provideTestSite();

  async function upload(): Promise<string> {
    const maintainer = await makePerson(site);
    const slug = await makeBenchmark(maintainer);
    unwrap(
      await createRound(
        maintainer,
        slug,
        formRequest({ title: 'Hidden' }, 'test_set', formatTestSet(makeBinaryItems(20))),
      ),
    );
    const [row] =
      await site.superuser`select round_id from rounds join benchmarks using (benchmark_id) where slug = ${slug}`;
    return row?.round_id;
  }

  async function reportOf(roundId: string): Promise<{ state: string; report: CheckReport }> {
    const [row] = await site.superuser<{ state: string; report: CheckReport }[]>`
      select state, check_report as report from rounds where round_id = ${roundId}`;
    return row!;
  }

  it('reports no problem for a valid test set', async () => {
    const roundId = await upload();
    await runCheckTestSet(site.scorer, { roundId });
    expect((await reportOf(roundId)).report).toMatchObject({ itemCount: 20, problemCount: 0 });
  });

  it('reveals nothing of another round’s test set that replaced the uploaded one in the store', async () => {
    const [victim, mine] = [await upload(), await upload()];
    await copyFile(
      join(site.objectStoreDir, objectKeys.testSet(victim)),
      join(site.objectStoreDir, objectKeys.testSet(mine)),
    );
    await runCheckTestSet(site.scorer, { roundId: mine });
    const { report } = await reportOf(mine);
    expect(report).toMatchObject({ itemCount: 0, inputColumns: [], problemCount: 1, classSharePercent: {} });
    expect(report.problems[0]).toMatchObject({ code: 'file_changed', line: null });
    await runSealRound(site.scorer, { roundId: mine, ids: 'kept' });
    expect((await reportOf(mine)).state).toBe('draft');
  });

  /**
   * Overwrites a test set as an attacker who controls the web process could: encrypted to the scorer, for
   * this round.
   */
  async function overwrite(roundId: string, testSet: string): Promise<void> {
    const plain = Buffer.concat([
      testSetEnvelope(roundId),
      await buffer(padTestSet(Readable.from([Buffer.from(testSet)]))),
    ]);
    const sealed = await sealToScorer(site.web.environment.SCORER_RECIPIENT, new Blob([plain]).stream());
    await writeFile(
      join(site.objectStoreDir, objectKeys.testSet(roundId)),
      Buffer.from(await new Response(sealed).arrayBuffer()),
    );
  }
  const changed = {
    state: 'draft',
    report: { itemCount: 0, problemCount: 1, problems: [{ code: 'file_changed' }], classSharePercent: {} },
  };
  const other = makeBinaryItems(20);
  const otherTestSet = formatTestSet({ ...other, labels: [...other.labels].reverse() });

  it('never checks or seals a test set that replaced the uploaded one, and reports it', async () => {
    const puts = [
      (id: string) => overwrite(id, otherTestSet),
      (id: string) => overwrite(id, 'id,label\n,\n'),
      (id: string) => writeFile(join(site.objectStoreDir, objectKeys.testSet(id)), 'under no seal'),
    ];
    for (const put of puts) {
      const roundId = await upload();
      await put(roundId);
      await runCheckTestSet(site.scorer, { roundId }).catch(() => {});
      expect(await reportOf(roundId)).toMatchObject(changed);

      const late = await upload();
      await runCheckTestSet(site.scorer, { roundId: late });
      await put(late);
      await runSealRound(site.scorer, { roundId: late, ids: 'kept' }).catch(() => {});
      expect(await reportOf(late)).toMatchObject(changed);
    }
  });

  it('refuses a test set that repeats an earlier round’s items, names the round, and accepts the corrected one', async () => {
    const maintainer = await makePerson(site);
    const slug = await makeBenchmark(maintainer);
    const testSetOf = (word: string, count: number) =>
      `id,text,label\n${shuffleRows(Array.from({ length: count }, (_, i) => `${word}${meaninglessId(1000 * word.length + i)},a ${word} numbered ${i} in a long row of things,${(i * 7919) % 3 === 0 ? 'yes' : 'no'}`)).join('\n')}\n`;
    const uploadText = async (text: string) =>
      unwrap(await createRound(maintainer, slug, formRequest({ title: 'A' }, 'test_set', text))).number;
    const idOf = async (number: number): Promise<string> => {
      const [row] = await site.superuser`
        select round_id from rounds join benchmarks using (benchmark_id) where slug = ${slug} and number = ${number}`;
      return row?.round_id;
    };
    const first = await idOf(await uploadText(testSetOf('apple', 400)));
    const repeated = testSetOf('pear', 300) + testSetOf('apple', 100).split('\n').slice(1).join('\n');
    const second = await idOf(await uploadText(repeated));
    // Both drafts pass their first check; sealing the first makes the second a repetition.
    for (const roundId of [first, second]) await runCheckTestSet(site.scorer, { roundId });
    expect((await reportOf(second)).report.checks.map(({ outcome }) => outcome)).not.toContain('block');
    await runSealRound(site.scorer, { roundId: first, ids: 'kept' });
    await runSealRound(site.scorer, { roundId: second, ids: 'kept' });
    const { state, report } = await reportOf(second);
    expect(state).toBe('draft');
    const overlap = report.checks.find(({ name }) => name === 'overlap');
    expect(overlap).toMatchObject({ outcome: 'block' });
    expect(overlap?.detail).toContain('Round 1');

    const third = await idOf(await uploadText(testSetOf('plum', 400)));
    await runCheckTestSet(site.scorer, { roundId: third });
    await runSealRound(site.scorer, { roundId: third, ids: 'kept' });
    expect((await reportOf(third)).state).toBe('sealed');
  });
});
