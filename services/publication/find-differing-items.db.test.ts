import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import { findArchive } from '@/services/round/inputs';
import { providePerson } from '@/testing/make-person';
import { makeRevealedRound, type RevealedRound } from '@/testing/make-revealed-round';
import { provideTestSite } from '@/testing/make-test-site';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { findComparePage } from '../page/find-model-page';
import { findDifferingItems, listDifferingItems } from './find-differing-items';

const items = makeBinaryItems(400);

/** Scores of two models with many ties. The second model ranks some items of one class far too low. */
const scores = [
  (i: number) => ((i % 2) * 3 + (i % 7)) / 10,
  (i: number) => ((i % 2) * 4 + (i % 5) - (i % 26 === 1 ? 4 : 0)) / 10 + 0.2,
] as const;

const files = scores.map(
  (score) =>
    `id,p_no,p_yes\n${items.ids.map((id, i) => `${id},${(1 - score(i)).toFixed(1)},${score(i).toFixed(1)}`).join('\n')}\n`,
);

describe('items on which two models differ under ROC AUC', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);
  let round: RevealedRound;
  beforeAll(async () => {
    round = await makeRevealedRound(site, maintainer, {
      wishes: { metric: 'roc_auc', feedback_policy: 'final-only' },
      testSet: formatTestSet(items),
      files,
    });
  });

  const pair = ['model-0', 'model-1'] as const;

  /** Indices into `items` of the archive's items of the final split. */
  async function listFinal(): Promise<number[]> {
    const file = unwrap(await findArchive(round.slug, round.number, 'archive.json'));
    const archive = JSON.parse((await buffer((await file.open()).stream)).toString('utf8'));
    const final: { id: string; split: string }[] = archive.items;
    return final.filter(({ split }) => split === 'final').map(({ id }) => items.ids.indexOf(id));
  }

  it('have different placement values (shares of the other classes’ items ranked lower), as counted item by item', async () => {
    const final = await listFinal();
    const place = (score: (i: number) => number, i: number) => {
      const own = Number(score(i).toFixed(1));
      const others = final.filter((j) => j % 2 !== i % 2).map((j) => Number(score(j).toFixed(1)));
      const [below, tied] = [others.filter((other) => other < own), others.filter((other) => other === own)];
      const share = (below.length + tied.length / 2) / others.length;
      return i % 2 === 1 ? share : 1 - share;
    };
    const orderOf = (i: number) => {
      const difference = place(scores[0], i) - place(scores[1], i);
      return Math.abs(difference) < 1e-9 ? 0 : Math.sign(difference);
    };
    const tally = (of: readonly number[]) => ({
      first_better: of.filter((i) => orderOf(i) > 0).length,
      second_better: of.filter((i) => orderOf(i) < 0).length,
    });
    const view = unwrap(await findDifferingItems(round.slug, round.number, pair));
    expect(view).toMatchObject({
      ...{ item_count: final.length, both_right: null },
      better_if: expect.stringContaining('the other classes'),
      ...tally(final),
      labels: [0, 1].map((label) => tally(final.filter((i) => i % 2 === label))),
    });
    const csv = await buffer(unwrap(await listDifferingItems(round.slug, round.number, pair)));
    const [header, ...rows] = csv.toString('utf8').trimEnd().split(/\r?\n/);
    expect(header).toBe('id,label,model-0,model-1,better');
    for (const row of rows) {
      const [id, label, first, second, better] = row.split(',');
      const i = items.ids.indexOf(id!);
      expect(label).toBe(items.labels[i]);
      expect(Number(first)).toBeCloseTo(place(scores[0], i), 6);
      expect(Number(second)).toBeCloseTo(place(scores[1], i), 6);
      expect(better).toBe(orderOf(i) > 0 ? 'model-0' : 'model-1');
    }
    expect(rows).toHaveLength(final.filter((i) => orderOf(i) !== 0).length);
  });

  it('can’t be listed for a metric without values per item, and the page gives the reason', async () => {
    const other = await makeRevealedRound(site, maintainer, {
      wishes: { metric: 'average_precision', feedback_policy: 'final-only' },
      testSet: formatTestSet(items),
      files,
    });
    expect(await findDifferingItems(other.slug, other.number, pair)).toMatchObject(refusedAs('not_found'));
    expect(unwrap(await findComparePage(other.slug, pair, ''))).toMatchObject({
      differing: null,
      whyNotCompared: expect.stringContaining('no average precision of its own'),
    });
    const stored = ['items', 'labels', ...other.submissionIds].map((name) =>
      site.web.objects.has(objectKeys.itemValues(other.roundId, name)),
    );
    expect(await Promise.all(stored)).toEqual(stored.map(() => false));
  });
});
