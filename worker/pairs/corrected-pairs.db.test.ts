import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { GET as getCompared } from '@/app/api/v1/benchmarks/[slug]/compare/route';
import { comparedModelsSchema } from '@/lib/contracts/compared-models';
import { computePairedShareHalfWidth } from '@/lib/core/statistics/mcnemar';
import { consentToErratum, proposeErratum } from '@/services/erratum/propose';
import { findErratum } from '@/services/erratum/view';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { findArchive } from '@/services/round/inputs';
import { makeOperator, makePerson, providePerson } from '@/testing/make-person';
import { makeRevealedRound, type RevealedRound } from '@/testing/make-revealed-round';
import { provideTestSite } from '@/testing/make-test-site';
import { setObjectionPeriod } from '@/testing/mislabelled-round';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { runCompareErratum } from '../errata/run-compare-erratum';
import { runPublishErratum } from '../errata/run-publish-erratum';
import { makeRoundVault } from '../vault/round-vault';

const items = makeBinaryItems(400);

const other = (label: string): string => (label === 'no' ? 'yes' : 'no');

/**
 * Model 0 predicts the sealed labels. Model 1 differs on the first eighty items, half of which had a wrong
 * label.
 */
const files = [() => false, (i: number) => i < 80].map((isOther) =>
  formatPredictions(items.ids, (i) => (isOther(i) ? other(items.labels[i]!) : items.labels[i]!)),
);

const isCorrected = (i: number) => i < 40;

describe('comparisons of model pairs in a ranking that an erratum corrects', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);
  let played: RevealedRound;
  let models: string[];

  beforeAll(async () => {
    await setObjectionPeriod(site, 0);
    played = await makeRevealedRound(site, maintainer, { wishes: {}, testSet: formatTestSet(items), files });
    const { entries } = unwrap(await findLeaderboard(played.slug, 1));
    models = entries.map(({ model_slug }) => model_slug);
  });

  const ask = (format: string) =>
    getCompared(new Request(`http://127.0.0.1/?model=${models.join(',')}${format}`), {
      params: Promise.resolve({ slug: played.slug }),
    });
  const askRound = async () => comparedModelsSchema.parse(await (await ask('')).json()).rounds[0]!;

  /**
   * Counts the expected comparison of the two models from the published items, where some labels are
   * corrected.
   */
  async function countPair(isWrong: (i: number) => boolean) {
    const file = unwrap(await findArchive(played.slug, 1, 'items.csv'));
    const [head, ...rows] = (await text(Readable.from((await file.open()).stream))).trim().split(/\r?\n/);
    const partAt = head!.split(',').indexOf('split');
    const final = rows
      .map((row) => row.split(','))
      .filter((cells) => cells[partAt] === 'final')
      .map(([id]) => items.ids.indexOf(id!));
    const differing = final.filter((i) => i < 80);
    const second = differing.filter(isWrong).length;
    const first = differing.length - second;
    const half = Number(computePairedShareHalfWidth(first, second, final.length).toPrecision(2));
    return { count: final.length, difference: (first - second) / final.length, half, wins: [first, second] };
  }

  async function publishErratum(): Promise<void> {
    const corrections = items.ids.flatMap((id, i) =>
      isCorrected(i) ? [{ id, to: other(items.labels[i]!) }] : [],
    );
    const wish = { reason: 'These labels were swapped.', corrections };
    const { number } = unwrap(await proposeErratum(maintainer, played.slug, 1, wish));
    const [row] = await site.superuser<{ erratumId: string }[]>`
      select erratum_id as "erratumId" from errata where round_id = ${played.roundId} and number = ${number}`;
    const { erratumId } = row!;
    const vault = makeRoundVault(site.scorer);
    await runCompareErratum(site.scorer, vault, { erratumId });
    const operator = await makeOperator(site, await makePerson(site));
    const { consent_to } = unwrap(await findErratum(operator, played.slug, 1, number));
    unwrap(await consentToErratum(operator, played.slug, 1, number, { consent_to }));
    // The comparison by corrected labels is hidden until the erratum is published.
    expect((await askRound()).after_erratum).toBeNull();
    await runPublishErratum(site.scorer, vault, { erratumId, publishedBy: maintainer.userId });
  }

  const readStored = () => site.superuser<{ snapshotId: string; isCorrected: boolean; codes: Uint8Array }[]>`
    select snapshot_id as "snapshotId", leaderboard ->> 'erratum' is not null as "isCorrected", codes
    from snapshot_pairs join snapshots using (snapshot_id) where round_id = ${played.roundId} order by 2`;

  it('use the sealed labels in the API’s `pairs`, and the corrected ones in `after_erratum.pairs`', async () => {
    const before = await askRound();
    expect(before.after_erratum).toBeNull();
    await publishErratum();
    const round = await askRound();
    expect({ ...round, after_erratum: null }).toEqual(before);

    const [sealed, corrected] = [await countPair(() => false), await countPair(isCorrected)];
    expect(corrected.count).toBe(round.item_count);
    expect(sealed.half).not.toBe(corrected.half);
    expect(Math.min(...corrected.wins)).toBeGreaterThan(4);
    for (const [pairs, expected] of [
      [round.pairs, sealed],
      [round.after_erratum?.pairs, corrected],
    ] as const) {
      const [pair] = pairs!;
      expect(pair!.difference).toBeCloseTo(expected.difference, 3);
      // The interval includes 0 where the pair's own test isn't significant.
      const [lower, upper] = [pair!.difference - expected.half, pair!.difference + expected.half];
      expect(pair!.interval!.lower).toBeCloseTo(pair!.is_significant_alone ? lower : Math.min(0, lower), 3);
      expect(pair!.interval!.upper).toBeCloseTo(pair!.is_significant_alone ? upper : Math.max(0, upper), 3);
    }
    const whole = unwrap(await findLeaderboard(played.slug, 1, { labels: 'corrected' }));
    expect(round.after_erratum).toMatchObject({ erratum: 1, snapshot_id: whole.snapshot_id });
    expect(new Map(round.after_erratum!.models.map(({ letter, score }) => [letter, score]))).toEqual(
      new Map(
        models.map((slug, i) => [
          'AB'[i],
          whole.entries.find(({ model_slug }) => model_slug === slug)!.score,
        ]),
      ),
    );
    const csv = (await (await ask('&format=csv')).text()).trim().split('\r\n');
    expect(csv.map((line) => line.split(',').at(-1))).toEqual(['erratum', '', '1']);
  });

  it('have one stored row by the sealed labels, and another by the corrected ones', async () => {
    expect((await readStored()).map((one) => one.isCorrected)).toEqual([false, true]);
  });
});
