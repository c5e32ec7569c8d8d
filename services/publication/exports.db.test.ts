import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { GET as getEvalResults } from '@/app/api/v1/benchmarks/[slug]/models/[model]/eval-results/route';
import { GET as getModelIndex } from '@/app/api/v1/benchmarks/[slug]/models/[model]/model-index/route';
import { GET as getCroissant } from '@/app/api/v1/benchmarks/[slug]/rounds/[number]/croissant/route';
import { GET as getEveryEvalEver } from '@/app/api/v1/benchmarks/[slug]/rounds/[number]/every-eval-ever/route';
import { GET as getLeaderboard } from '@/app/api/v1/benchmarks/[slug]/rounds/[number]/leaderboard/route';
import { GET as getEmbed } from '@/app/embed/[slug]/route';
import { everyEvalEverSchema } from '@/lib/contracts/exports/every-eval-ever';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { scorePredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { freezeRound } from '../round/freeze';
import { closeRound } from '../round/openings';
import { findLeaderboard } from './find-leaderboard';

const items = makeBinaryItems(40);

const reason = 'Under review.';

const at = (path: string) => new Request(`http://127.0.0.1:3000${path}`);

const ofRound = (slug: string, number: number) => ({
  params: Promise.resolve({ slug, number: `${number}` }),
});

const ofModel = (slug: string, model: string) => ({ params: Promise.resolve({ slug, model }) });

describe('exports of an official ranking', () => {
  const site = provideSiteWithScorer();
  const owner = providePerson(site);
  const researcher = providePerson(site);
  let slug: string;
  let number: number;

  const statusesOf = async (): Promise<number[]> =>
    (
      await Promise.all([
        getEveryEvalEver(at('/'), ofRound(slug, number)),
        getCroissant(at('/'), ofRound(slug, number)),
        getModelIndex(at('/'), ofModel(slug, 'the-best')),
        getEvalResults(at('/'), ofModel(slug, 'the-best')),
      ])
    ).map(({ status }) => status);
  const readEmbed = async () => (await getEmbed(at('/'), { params: Promise.resolve({ slug }) })).text();

  beforeAll(async () => {
    slug = await makeBenchmark(owner, {
      title: 'Owls & <calls>',
      feedback_policy: 'exact',
      links: [{ title: 'Data', url: 'https://huggingface.co/datasets/org/owls' }],
    });
    number = await makeOpenRound(owner, slug, formatTestSet(items));
    for (const [model, answer] of [
      ['The best', (i: number) => items.labels[i]!],
      ['Always no', () => 'no'],
    ] as const) {
      await scorePredictions(researcher, slug, formatPredictions(items.ids, answer), { model });
    }
  });

  it('contain nothing while the round is open, although its feedback scores are public', async () => {
    await waitUntil(async () => (await findLeaderboard(slug, number)).ok);
    expect(await statusesOf()).toEqual([404, 404, 404, 404]);
    expect(await readEmbed()).not.toContain('The best');
  });

  it('contain every row with interval, rank, round and freshness once the round has closed', async () => {
    unwrap(await closeRound(owner, slug, number, { reason: 'It has run long enough' }));
    await waitUntil(async () => {
      const board = await findLeaderboard(slug, number);
      return board.ok && board.value.split === 'final';
    });
    const { entries } = unwrap(await findLeaderboard(slug, number));
    expect(await statusesOf()).toEqual([200, 200, 200, 200]);

    const listed = await (await getEveryEvalEver(at('/'), ofRound(slug, number))).json();
    const records = everyEvalEverSchema.array().parse(listed.items);
    expect(records.map(({ evaluation_results: [one] }) => one?.score_details.score)).toEqual(
      entries.map(({ score }) => score),
    );
    for (const { evaluation_results: results } of records)
      for (const { score_details, source_data } of results) {
        expect(score_details.uncertainty?.confidence_interval.lower).toBeTypeOf('number');
        expect(source_data.additional_details.freshness).toBe('fresh');
      }

    const index = parse(await (await getModelIndex(at('/'), ofModel(slug, 'the-best'))).text());
    expect(index['model-index'][0]).toMatchObject({
      name: 'The best',
      results: [{ metrics: [{ value: 1 }] }],
    });
    const [result] = parse(await (await getEvalResults(at('/'), ofModel(slug, 'the-best'))).text());
    expect(result).toMatchObject({ dataset: { id: 'org/owls', task_id: slug }, value: 1 });
    expect(await readEmbed()).toContain('<bdi class="name">The best</bdi>');
  });

  it('include a Croissant description with the hash of the API’s CSV', async () => {
    const readCsv = async () =>
      Buffer.from(await (await getLeaderboard(at('/?format=csv'), ofRound(slug, number))).arrayBuffer());
    // Jobs that follow the close may still change the ranking's data between the two requests.
    await waitUntil(async () => {
      const bytes = await readCsv();
      const { distribution } = await (await getCroissant(at('/'), ofRound(slug, number))).json();
      if (!bytes.equals(await readCsv())) return false;
      expect(distribution[0].sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(distribution[0].contentSize).toBe(`${bytes.length} B`);
      return true;
    });
  });

  it('contain nothing while the round is frozen', async () => {
    unwrap(await freezeRound(owner, slug, number, { reason }));
    expect(await statusesOf()).toEqual([404, 404, 404, 404]);
    const embed = await readEmbed();
    expect(embed).not.toContain('The best');
    expect(embed).toContain('is frozen');
  });
});
