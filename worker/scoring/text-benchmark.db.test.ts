import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { nodeHasher } from '@/adapters/node-hasher';
import { rebuildArchive } from '@/lib/contracts/archive/archive-files';
import { parseArchive } from '@/lib/contracts/round-archive';
import { verifyArchive } from '@/lib/core/commitment/verify-archive';
import { createBenchmark } from '@/services/benchmark/create';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { createRound } from '@/services/round/create';
import { findArchive, findInputs } from '@/services/round/inputs';
import { revealRound } from '@/services/round/openings';
import { listMaintainedRounds } from '@/services/round/view';
import { submit } from '@/services/submission/submit';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { findTraces, readDump } from '@/testing/read-dump';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { awaitFinal, closeAndRank, submitPredictions } from '@/testing/submit-predictions';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';

const count = 60;

const ids = Array.from({ length: count }, (_, i) => `q-${String((i * 37) % count).padStart(2, '0')}`);

/**
 * Reference texts with a marker that occurs nowhere by chance, among characters that cause trouble in CSV,
 * JSON, Unicode and spreadsheets.
 */
const references = ids.map((_, i) => [
  `=SUM("${i * i}")\tsays the cafe\u0301,\r\nline ${(i * 13) % 29} of hidden-${(i * 7919) % 9973}-text 🙂`,
  `or simply ${(i * 17) % 31}`,
]);

const testSet = ids
  .map((id, i) => JSON.stringify({ id, input: { question: `What is number ${i}?` }, label: references[i] }))
  .join('\n');

const publicDisclosureOf = (predict: (i: number) => string): string =>
  `id,prediction\n${ids.map((id, i) => `${id},"${predict(i).replaceAll('"', '""')}"`).join('\n')}\n`;

/** Predictions that differ from the references in Unicode composition, case and punctuation. */
const good = publicDisclosureOf((i) =>
  i % 6 === 0 ? '' : references[i]![i % 2]!.normalize('NFC').toUpperCase(),
);

const poor = publicDisclosureOf((i) => (i % 3 === 0 ? `Or, simply, ${(i * 17) % 31}!` : '+nothing'));

describe('benchmark of a text task', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);

  it('has no classes, accepts only metrics for texts, and no exact feedback with a metric of partial matches', async () => {
    const wanted = { slug: 'capitals', title: 'Capitals', task: 'text', feedback_policy: 'exact' };
    for (const metric of ['token_f1', 'rouge_l', 'chrf', 'bleu'])
      expect(await createBenchmark(maintainer, { ...wanted, metric })).toMatchObject(
        refusedAs('policy_not_allowed'),
      );
    for (const wrong of [{ metric: 'accuracy' }, { metric: 'exact_match', classes: ['a', 'b'] }])
      expect(await createBenchmark(maintainer, { ...wanted, ...wrong })).toMatchObject(
        refusedAs('invalid_request'),
      );
    expect(unwrap(await createBenchmark(maintainer, { ...wanted, metric: 'exact_match' }))).toMatchObject({
      task: 'text',
      classes: [],
      direction: 'higher',
    });
  });

  it('rejects a test set whose labels its metric can’t score', async () => {
    const slug = await makeBenchmark(maintainer, { task: 'text', classes: [], metric: 'choice_accuracy' });
    const labels = ids.map((id, i) => `${id},${i},${i === 7 ? 'perhaps' : 'ABCD'[(i * 7) % 4]}`);
    const file = `id,input,label\n${labels.join('\n')}\n`;
    unwrap(await createRound(maintainer, slug, formRequest({ title: 'A round' }, 'test_set', file)));
    const check = await waitUntil(
      async () => unwrap(await listMaintainedRounds(maintainer, slug))[0]?.check ?? false,
    );
    expect(check.checks.find(({ name }) => name === 'label_schema')).toMatchObject({ outcome: 'block' });
    expect(JSON.stringify(check)).not.toContain('perhaps');
  });

  it('has scores while it is open, a ranking at its close, and a verifiable archive after its reveal', async () => {
    const slug = await makeBenchmark(maintainer, {
      task: 'text',
      classes: [],
      metric: 'exact_match',
      secondary_metrics: ['token_f1', 'rouge_l', 'chrf', 'bleu'],
    });
    await makeOpenRound(maintainer, slug, testSet);
    const inputs = (await buffer((await unwrap(await findInputs(slug, 1)).open()).stream)).toString('utf8');
    expect(inputs).toContain('What is number 7?');
    expect(inputs).not.toContain('hidden-');

    const researcher = await makePerson(site);
    const dryRun = (file: string) =>
      submit(researcher, slug, formRequest({}, 'file', file), { dryRun: true, idempotencyKey: null });
    expect(await dryRun(good)).toMatchObject({ ok: true, value: { validation: { row_count: count } } });
    expect(await dryRun(publicDisclosureOf((i) => (i === 3 ? 'x'.repeat(100_000) : 'short')))).toMatchObject({
      error: { kind: 'file_rejected', faultCount: 1, faults: [{ code: 'too_large', line: 5, column: 6 }] },
    });

    const rivals = [researcher, await makePerson(site)];
    for (const [i, file] of [good, poor].entries()) {
      const { id } = await submitPredictions(rivals[i]!, slug, file, { model: `Model ${i}` });
      const { feedback } = await awaitFinal(rivals[i]!, id);
      expect(feedback).toMatchObject({ outcome: 'score' });
      if (i === 0) expect(feedback?.score).toBeGreaterThan(0.5);
    }

    const traces = references.map(([text], i) => ({
      name: `label ${i}`,
      bytes: Buffer.from(/hidden-\d+-text/.exec(text!)![0]),
    }));
    const dump = (await readDump(site)).filter(({ name }) => name !== 'file');
    expect(findTraces(dump, traces)).toEqual([]);
    // Checks the search itself: inputs are public, so the search must find one.
    expect(findTraces(dump, [{ name: 'input', bytes: Buffer.from('What is number 7?') }])).not.toEqual([]);

    await closeAndRank(maintainer, slug, 1);
    const leaderboard = unwrap(await findLeaderboard(slug, 1));
    expect(leaderboard.entries.map(({ model, rank }) => [model, rank])).toEqual([
      ['Model 0', 1],
      ['Model 1', 2],
    ]);
    expect(leaderboard.entries[0]!.interval?.method).toBe('wilson');

    expect(unwrap(await revealRound(maintainer, slug, 1)).state).toBe('revealed');
    const read = async (name: string) => {
      const file = unwrap(await findArchive(slug, 1, name));
      return new Uint8Array(await buffer(Readable.from((await file.open()).stream)));
    };
    const archiveBytes = await read('archive.json');
    const archive = unwrap(parseArchive(archiveBytes));
    for (const { id, label } of archive.items)
      expect(JSON.parse(String(label))).toEqual(
        references[ids.indexOf(id)]!.map((text) => text.normalize('NFC')),
      );
    const report = await verifyArchive(
      {
        archive,
        archiveBytes,
        files: { listed: null, listNames: async () => null, irregularities: [], read },
        published: [],
        knownRoot: null,
        knownSha256: null,
        ranking: { leaderboard, corrected: null },
      },
      { hasher: nodeHasher, rebuild: rebuildArchive, readClockMs: () => 0, onProgress: () => {} },
    );
    expect(report.stages.flatMap(({ lines }) => lines).filter(({ outcome }) => outcome === 'failed')).toEqual(
      [],
    );
    expect(report.root).toBe(archive.commitment.root);
  });
});
