import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { findBenchmarkBySlug } from '@/db/queries/benchmark-queries';
import { createSeededUniform } from '@/demo/flights/draw-round';
import { positionsOf } from '@/lib/core/commitment/drawn-secrets';
import { scorerVersion } from '@/lib/core/scoring/score-split';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { closeRound } from '@/services/round/openings';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { findTraces, type Named, readDump } from '@/testing/read-dump';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { awaitFinal, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, type SyntheticItems } from '@/testing/synthetic-items';
import { waitUntil } from '@/testing/wait-until';
import { decrypt } from '@/worker/vault/round-cipher';
import { makeRoundVault } from '@/worker/vault/round-vault';
import { findSealedRound } from './vault-queries';

const itemCount = 160;

const uniform = createSeededUniform('canary');

const ids = Array.from({ length: itemCount }, (_, i) => `canary-${String(i).padStart(4, '0')}`);

/** Labels with twelve digits, which occur nowhere by chance. */
const numbers: SyntheticItems = {
  ids,
  labels: ids.map(() => String(Math.floor(1e11 + uniform() * 8e11) / 1e6)),
};

const classes: SyntheticItems = { ids, labels: ids.map(() => (uniform() < 0.5 ? 'no' : 'yes')) };

describe('superuser’s database dump together with the object store', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);
  const slugs: { regression: string; binary: string; again: string } = {
    regression: '',
    binary: '',
    again: '',
  };

  beforeAll(async () => {
    slugs.regression = await makeBenchmark(maintainer, {
      task: 'regression',
      classes: [],
      metric: 'mae',
      secondary_metrics: ['rmse', 'r2'],
    });
    slugs.binary = await makeBenchmark(maintainer, { secondary_metrics: ['macro_f1'] });
    slugs.again = await makeBenchmark(maintainer, { secondary_metrics: ['macro_f1'] });
    await makeOpenRound(maintainer, slugs.regression, formatTestSet(numbers));
    await makeOpenRound(maintainer, slugs.binary, formatTestSet(classes));
    await makeOpenRound(maintainer, slugs.again, formatTestSet(classes));
    const guesses = formatPredictions(ids, (i) => (i % 3 === 0 ? 'yes' : 'no'));
    const values = formatPredictions(ids, (i) => String(400_000 + 1_000 * i));
    for (const [slug, file] of [
      [slugs.regression, values],
      [slugs.regression, values],
      [slugs.binary, guesses],
      [slugs.binary, guesses],
      [slugs.again, guesses],
    ] as const) {
      const researcher = await makePerson(site);
      const { id } = await submitPredictions(researcher, slug, file);
      expect((await awaitFinal(researcher, id)).state).toBe('scored');
    }
  });

  async function openVault(slug: string) {
    const benchmark = (await findBenchmarkBySlug(site.web.db, slug))!;
    const [round] = await site.superuser<{ roundId: string }[]>`
      select round_id as "roundId" from rounds where benchmark_id = ${benchmark.benchmarkId}`;
    const opened = await makeRoundVault(site.scorer).open(
      { roundId: round!.roundId, itemCount, number: 1, scorerVersion },
      benchmark,
    );
    const sealed = (await findSealedRound(site.scorer.client.db, round!.roundId))!;
    return { roundId: round!.roundId, opened, sealed };
  }

  /** Each label as text, with and without its decimal point, and as a double in both byte orders. */
  const labelSecrets: Named[] = numbers.labels.flatMap((label, i) => {
    const double = Buffer.alloc(8);
    double.writeDoubleLE(Number(label));
    return [
      { name: `label ${i} as text`, bytes: Buffer.from(label) },
      { name: `label ${i} without its point`, bytes: Buffer.from(label.replace('.', '')) },
      { name: `label ${i} as a double`, bytes: Buffer.from(double) },
      { name: `label ${i} as a double, big end first`, bytes: Buffer.from(double).reverse() },
    ];
  });

  it('contains no label of a regression in any encoding while the round is open', async () => {
    const dump = await readDump(site);
    // Shows that the search works: it must find a public id.
    expect(findTraces(dump, [{ name: 'id', bytes: Buffer.from(ids[7]!) }]).length).toBeGreaterThan(0);
    expect(dump.some(({ name }) => name.startsWith('hidden.evaluations[0].ciphertext'))).toBe(true);
    expect(dump.some(({ name }) => name === 'test-set.age')).toBe(true);
    expect(dump.some(({ name }) => name.endsWith('.sealed'))).toBe(true);
    expect(findTraces(dump, labelSecrets)).toEqual([]);
  });

  it('fails the search for labels if a label is planted in a row, in a bytea or in an object, in each encoding', async () => {
    const label = Buffer.from(numbers.labels[3]!);
    const double = Buffer.alloc(8);
    double.writeDoubleLE(Number(numbers.labels[3]));
    const dump = await readDump(site);
    for (const planted of [
      Buffer.from(`{"id":"${ids[3]}","label":${label}}`),
      Buffer.from(`x${label.toString('hex')}`),
      Buffer.from(`x${label.toString('hex').toUpperCase()}`),
      Buffer.from(Buffer.concat([Buffer.from('a'), label, Buffer.from('z')]).toString('base64')),
      Buffer.from(Buffer.concat([Buffer.from('ab'), label, Buffer.from('z')]).toString('base64url')),
      Buffer.concat([Buffer.alloc(5, 7), double, Buffer.alloc(3)]),
      Buffer.from(Buffer.concat([Buffer.alloc(5, 7), double, Buffer.alloc(3)]).toString('base64')),
    ])
      expect(findTraces([...dump, { name: 'planted', bytes: planted }], labelSecrets)).not.toEqual([]);

    const { roundId, sealed } = await openVault(slugs.regression);
    await site.superuser.begin(async (tx) => {
      await tx`update hidden.round_secrets set ciphertext = ${Buffer.concat([sealed.secret, double])} where round_id = ${roundId}`;
      await tx`update benchmarks set rules = ${`the answer is ${label}`} where slug = ${slugs.regression}`;
    });
    await site.web.objects.put(`planted/${randomUUID()}`, [label] as unknown as AsyncIterable<Uint8Array>);
    const finds = findTraces(await readDump(site), labelSecrets);
    for (const place of ['hidden.round_secrets', 'public.benchmarks', 'label 3 as text, raw, in '])
      expect(
        finds.some((find) => find.includes(place)),
        place,
      ).toBe(true);
    await site.superuser`update hidden.round_secrets set ciphertext = ${sealed.secret} where round_id = ${roundId}`;
    await site.superuser`update benchmarks set rules = '' where slug = ${slugs.regression}`;
  });

  it('contains no class label beside its item’s id, in either order and with any separator', async () => {
    const pairs = ids.flatMap((id, i) =>
      [',', '\t', ';', ':', '":"', '","', '":', '|', '=', ' ', ''].flatMap((separator) => [
        { name: `label of ${id}`, bytes: Buffer.from(`${id}${separator}${classes.labels[i]}`) },
        { name: `label of ${id}`, bytes: Buffer.from(`${classes.labels[i]}${separator}${id}`) },
      ]),
    );
    // A prediction file and a sample submission contain guesses, some of them right; those aren't secrets of
    // the site.
    const guesses = ['file', 'sample-submission.csv'];
    const dump = (await readDump(site)).filter(({ name }) => !guesses.includes(name));
    expect(findTraces(dump, pairs)).toEqual([]);
    expect(
      findTraces([{ name: 'planted', bytes: Buffer.from(`${ids[5]}\t${classes.labels[5]}\n`) }], pairs),
    ).not.toEqual([]);
  });

  it('contains no key, secret, split or outcome of any round', async () => {
    const secrets: Named[] = [];
    for (const slug of Object.values(slugs)) {
      const { roundId, opened, sealed } = await openVault(slug);
      const splits = decrypt(opened.key, `splits:${roundId}`, sealed.splits);
      const positions = positionsOf(splits, itemCount);
      expect(positions.feedback).toHaveLength(64);
      secrets.push(
        { name: `key of ${slug}`, bytes: opened.key },
        { name: `secret of ${slug}`, bytes: decrypt(opened.key, `secret:${roundId}`, sealed.secret) },
        { name: `splits of ${slug}`, bytes: splits },
        { name: `half of the splits of ${slug}`, bytes: splits.subarray(0, 10) },
        { name: `final positions of ${slug}`, bytes: bytesOf(positions.final) },
        { name: `final positions of ${slug} as text`, bytes: Buffer.from([...positions.final].join(',')) },
        { name: `labels of ${slug}`, bytes: bytesOf(opened.labels as Int32Array | Float64Array) },
      );
      const outcomes = await site.superuser<
        { id: string; split: 'feedback' | 'final'; ciphertext: Uint8Array }[]
      >`
        select evaluation_id as id, split, item_outcomes.ciphertext from hidden.item_outcomes join hidden.evaluations using (evaluation_id)
        where round_id = ${roundId}`;
      expect(outcomes.length).toBeGreaterThan(0);
      for (const { id, split, ciphertext } of outcomes) {
        const plain = decrypt(opened.key, `outcomes:${id}:${split}`, ciphertext);
        expect(plain.length).toBe(8 * opened.positions[split].length);
        secrets.push({ name: `${split} outcomes of ${slug}`, bytes: plain });
        // A tenth of the outcomes would be enough for an attack; a single one is 0 or 1 and reveals nothing.
        secrets.push({ name: `some ${split} outcomes of ${slug}`, bytes: plain.subarray(0, 128) });
      }
    }
    expect(findTraces(await readDump(site), secrets)).toEqual([]);
  });

  it('doesn’t reveal equality: the ciphertexts of equal test sets, and of equal submissions, share no 16 bytes', async () => {
    const blocks = new Map<string, string>();
    const repeated: string[] = [];
    const isSealed = ({ name }: Named) =>
      /^hidden\..*\.(ciphertext|sealed_key|pseudo_values)$/.test(name) || name.endsWith('.sealed');
    for (const { name, bytes } of (await readDump(site)).filter(isSealed)) {
      // All age files begin with the same header, which is skipped.
      const body = name.endsWith('sealed_key') ? bytes.subarray(bytes.length - 48) : bytes;
      for (let at = 0; at + 16 <= body.length; at++) {
        const block = Buffer.from(body.subarray(at, at + 16)).toString('hex');
        const earlier = blocks.get(block);
        if (earlier !== undefined) repeated.push(`${earlier} and ${name}`);
        blocks.set(block, name);
      }
    }
    expect(blocks.size).toBeGreaterThan(10_000);
    expect(repeated).toEqual([]);
  });

  it('contains no label after the close either, once the official ranking is published', async () => {
    await closeRound(maintainer, slugs.regression, 1, { reason: 'It has run long enough' });
    await waitUntil(async () => (await findLeaderboard(slugs.regression, 1)).ok);
    const dump = (await readDump(site)).filter(
      ({ bytes }) => !Buffer.from(bytes).equals(Buffer.from(numbers.labels[3]!)),
    );
    expect(findTraces(dump, labelSecrets)).toEqual([]);
  });
});

function bytesOf(values: Uint32Array | Int32Array | Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
