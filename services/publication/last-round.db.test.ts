import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatLeaderboardCsv } from '@/lib/contracts/leaderboard';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { scorePredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { findBenchmarkPage } from '../page/find-benchmark-page';
import { findRoundPage } from '../page/find-round-page';
import { freezeRound } from '../round/freeze';
import { closeRound } from '../round/openings';
import { findLeaderboard } from './find-leaderboard';
import { findModel } from './find-model';

/** Each round has items of its own, since a test set must not repeat earlier items. */
const all = makeBinaryItems(80);

const itemsFrom = (from: number) => ({
  ids: all.ids.slice(from, from + 40),
  labels: all.labels.slice(from, from + 40),
  from,
});

const testSetOf = (items: ReturnType<typeof itemsFrom>): string =>
  formatTestSet(items).replaceAll(/,(\d+),/g, (_, size: string) => `,${Number(size) + items.from},`);

/** The correct label of the item at this index. Labels alternate equally in every round. */
const right = (i: number) => all.labels[i]!;

const allNo = () => 'no';

describe('ranking beside the previous ranked round', () => {
  const site = provideSiteWithScorer();
  const owner = providePerson(site);
  const team = providePerson(site);
  let slug: string;
  let first: number;
  let second: number;

  async function playRound(
    items: ReturnType<typeof itemsFrom>,
    files: Readonly<Record<string, (i: number) => string>>,
  ): Promise<number> {
    const number = await makeOpenRound(owner, slug, testSetOf(items));
    for (const [model, answer] of Object.entries(files)) {
      await scorePredictions(team, slug, formatPredictions(items.ids, answer), {
        model,
        version: `of round ${number}`,
      });
    }
    unwrap(await closeRound(owner, slug, number, { reason: 'It has run long enough' }));
    // Jobs of their own add the adjusted scores and the overfitting gap to a published ranking.
    await waitUntil(async () => {
      const board = await findLeaderboard(slug, number);
      return board.ok && board.value.equating !== null && board.value.overfitting !== null;
    });
    return number;
  }
  const rowsOf = async (number: number) =>
    new Map(unwrap(await findLeaderboard(slug, number)).entries.map((row) => [row.model, row.last_round]));

  beforeAll(async () => {
    slug = await makeBenchmark(owner);
    first = await playRound(itemsFrom(0), { Rising: allNo, Falling: right });
    second = await playRound(itemsFrom(40), { Rising: right, Falling: allNo, New: allNo });
  });

  it('shows each model’s previous rank, and an arrow only where the rank ranges no longer overlap', async () => {
    const rows = await rowsOf(second);
    expect(rows.get('Rising')).toEqual({
      ...{ round: first, version: `of round ${first}`, rank: 2, rank_lower: 2, rank_upper: 2 },
      ...{ rank_moved: 'better', on_this_scale: null },
    });
    // In this round, `Falling` shares ranks 2–3 with a new model; in the previous round it was alone at rank 1.
    expect(rows.get('Falling')).toMatchObject({ rank_lower: 1, rank_upper: 1, rank_moved: 'worse' });
    expect(rows.get('New')).toBeNull();
    for (const row of (await rowsOf(first)).values()) expect(row).toBeNull();
  });

  it('gives the same movement on the benchmark’s page, on the round’s page and in the API response for the model', async () => {
    const { entries } = unwrap(await findLeaderboard(slug, second));
    const pages = [
      unwrap(await findBenchmarkPage(null, slug)).boards.get(second),
      unwrap(await findRoundPage(null, slug, second)).boards.get(second),
    ];
    for (const board of pages)
      expect(board?.entries.map(({ last_round }) => last_round)).toEqual(
        entries.map(({ last_round }) => last_round),
      );
    for (const { model_slug, last_round } of entries) {
      const { rounds } = unwrap(await findModel(slug, model_slug));
      expect(rounds.find(({ round }) => round === second)?.entry.last_round).toEqual(last_round);
    }
  });

  it('includes the movement in the CSV whose hash the round’s page gives', async () => {
    const csv = formatLeaderboardCsv(unwrap(await findLeaderboard(slug, second)));
    const { croissant } = unwrap(await findRoundPage(null, slug, second));
    expect(JSON.stringify(croissant)).toContain(createHash('sha256').update(csv).digest('hex'));
    expect(csv).toMatch(new RegExp(`,${first},2,2,better,`));
  });

  it('shows no movement since a frozen round', async () => {
    unwrap(await freezeRound(owner, slug, first, { reason: 'Under review.' }));
    for (const row of (await rowsOf(second)).values()) expect(row).toBeNull();
  });
});
