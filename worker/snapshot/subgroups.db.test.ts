import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeHasher } from '@/adapters/node-hasher';
import { rebuildArchive } from '@/lib/contracts/archive/archive-files';
import type { Archive } from '@/lib/core/commitment/archive';
import { verifyFiles } from '@/lib/core/commitment/verify-files';
import { verifyItems } from '@/lib/core/commitment/verify-items';
import { mixBits } from '@/lib/core/round/checks/hash-text';
import { findSubgroupScores } from '@/services/publication/find-subgroups';
import { findArchive, findInputs } from '@/services/round/inputs';
import { closeRound, revealRound } from '@/services/round/openings';
import { findRound, listMaintainedRounds } from '@/services/round/view';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { awaitFinal, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';

const items = makeBinaryItems(800);

const regions = ['canary-east', 'canary-north', 'canary-south', 'canary-west'];

/**
 * Region of an item: the east has a tenth of the items, and a few items have a region that is too small for
 * scores.
 */
const regionAt = (i: number) =>
  mixBits(i + 1) % 90 === 0 ? 'canary-isle' : regions[Math.ceil((mixBits(i + 9) % 10) / 3)]!;

/** A slice column that equals the label for nine of ten items. */
const tideAt = (i: number) =>
  (items.labels[i] === 'yes') === mixBits(i + 77) % 10 > 0 ? 'canary-high' : 'canary-low';

const rightAt = (i: number) => items.labels[i]!;

const wrongAt = (i: number) => (items.labels[i] === 'yes' ? 'no' : 'yes');

const testSet = `id,size,slice_tide,label,slice_region\n${items.ids
  .map((id, i) => `${id},${mixBits(i) % 97},${tideAt(i)},${items.labels[i]},${regionAt(i)}`)
  .sort()
  .join('\n')}\n`;

describe('scores by slice', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);
  let slug: string;

  beforeAll(async () => {
    slug = await makeBenchmark(maintainer, {});
    await makeOpenRound(maintainer, slug, testSet);
    // Errors of the two models differ only in the north, so that no other slice can show a difference by
    // chance.
    const wrongIn = (tenths: number) => (i: number) =>
      mixBits(i + 6) % 10 < tenths ? wrongAt(i) : rightAt(i);
    const files = {
      'Poor in the north': (i: number) => wrongIn(regionAt(i) === 'canary-north' ? 6 : 2)(i),
      'Alike everywhere': wrongIn(2),
    };
    for (const [model, predict] of Object.entries(files)) {
      const researcher = await makePerson(site);
      const { id } = await submitPredictions(researcher, slug, formatPredictions(items.ids, predict), {
        model,
      });
      expect(await awaitFinal(researcher, id)).toMatchObject({ state: 'scored' });
    }
  });

  const none = { models: [], pair: [] };
  const listRows = () => site.superuser<{ isRevealed: boolean; text: string }[]>`
    select is_revealed as "isRevealed", ranking::text as text from subgroup_rankings join snapshots using (snapshot_id)
    join rounds using (round_id) join benchmarks using (benchmark_id) where slug = ${slug} order by 1`;
  const readFile = async (name: string) =>
    buffer(Readable.from((await unwrap(await findArchive(slug, 1, name)).open()).stream));

  it('stay hidden, with the slices’ names and values, while the round is open', async () => {
    expect(await findSubgroupScores(slug, 1, none)).toMatchObject({ error: { kind: 'not_published_yet' } });
    expect(await listRows()).toEqual([]);
    expect(unwrap(await findRound(slug, 1)).slice_columns).toEqual([]);
    const inputs = unwrap(await findInputs(slug, 1));
    const text = (await buffer((await inputs.open()).stream)).toString('utf8');
    expect(text.split('\n')[0]).toBe('id,size');
    expect(text).not.toContain('canary-');
    const [maintained] = unwrap(await listMaintainedRounds(maintainer, slug));
    expect(maintained?.check).toMatchObject({
      input_columns: ['size'],
      slice_columns: ['slice_region', 'slice_tide'],
      checks: expect.arrayContaining([
        expect.objectContaining({
          name: 'slices',
          outcome: 'warn',
          numbers: expect.objectContaining({ waiting_count: 1 }),
        }),
      ]),
    });
    // No row that the web role can read contains the slices' names or values either.
    const [stored] = await site.superuser<{ text: string }[]>`
      select coalesce((select string_agg(to_jsonb(r)::text, '') from rounds r), '') ||
        coalesce((select string_agg(to_jsonb(s)::text, '') from snapshots s), '') ||
        coalesce((select string_agg(to_jsonb(s)::text, '') from submissions s), '') as text`;
    expect(stored?.text).not.toContain('canary-');
  });

  it('become public after the official ranking, except columns that follow the label', async () => {
    unwrap(await closeRound(maintainer, slug, 1, { reason: 'It has run long enough' }));
    await waitUntil(async () => (await findSubgroupScores(slug, 1, none)).ok);
    const view = unwrap(
      await findSubgroupScores(slug, 1, { models: [], pair: ['alike-everywhere', 'poor-in-the-north'] }),
    );
    expect(view.columns).toEqual([
      { name: 'region', waits_for_reveal: false },
      { name: 'tide', waits_for_reveal: true },
    ]);
    expect(view.slices.map(({ value, state }) => [value, state])).toEqual([
      // Withheld, because the score of the few items of “other” could be computed from the scores of all four
      // regions and of the whole.
      ['canary-east', 'withheld'],
      ['canary-north', 'shown'],
      ['canary-south', 'shown'],
      ['canary-west', 'shown'],
      ['other', 'too_few'],
    ]);
    const rows = await listRows();
    expect(rows.map(({ isRevealed }) => isRevealed)).toEqual([false]);
    expect(rows[0]?.text).not.toMatch(/canary-(high|low|isle)/);
    const { pair } = view;
    const north = pair?.slices.find(({ value }) => value === 'canary-north');
    expect(north).toMatchObject({ is_significant: true });
    expect(north!.difference).toBeGreaterThan(0.15);
    expect(pair?.slices.filter(({ value }) => value !== 'canary-north').every((s) => !s.is_significant)).toBe(
      true,
    );
    expect(unwrap(await findRound(slug, 1)).slice_columns).toEqual(['slice_region', 'slice_tide']);
  });

  it('include withheld columns from the reveal on, and can be computed from the archive', async () => {
    const before = (await listRows())[0]!.text;
    unwrap(await revealRound(maintainer, slug, 1));
    await waitUntil(async () => unwrap(await findRound(slug, 1)).state === 'revealed');
    const rows = await waitUntil(async () => {
      const listed = await listRows();
      return listed.length > 1 && listed;
    });
    expect(rows.map(({ isRevealed }) => isRevealed)).toEqual([false, true]);
    expect(rows[0]!.text).toBe(before);
    const view = unwrap(await findSubgroupScores(slug, 1, none));
    expect(view.columns.every(({ waits_for_reveal }) => !waits_for_reveal)).toBe(true);
    expect(view.slices.map(({ value, state }) => [value, state])).toEqual([
      ...regions.map((value) => [value, 'shown']),
      ['other', 'too_few'],
      ['canary-high', 'shown'],
      ['canary-low', 'shown'],
    ]);

    const archive: Archive = JSON.parse((await readFile('archive.json')).toString('utf8'));
    expect((await verifyItems(archive, nodeHasher)).findings).toEqual([]);
    const changed = archive.items.map((item, i) =>
      i === 0 ? { ...item, slices: { ...item.slices, region: 'elsewhere' } } : item,
    );
    const { findings } = await verifyItems({ ...archive, items: changed }, nodeHasher);
    expect(findings.map(({ what }) => what)).toEqual(['leaf', 'root']);
    const lines = await verifyFiles(
      {
        archive,
        archiveBytes: await readFile('archive.json'),
        files: { listed: null, listNames: async () => null, irregularities: [], read: readFile },
        predictions: [],
      },
      { hasher: nodeHasher, rebuild: rebuildArchive },
    );
    for (const name of ['archive.json', 'items.csv', 'items.parquet'])
      expect(lines.find(({ text }) => text.startsWith(name))).toMatchObject({ outcome: 'passed' });
    for (const { column, value, item_count, scores, state } of view.slices) {
      if (state !== 'shown') continue;
      const inSlice = archive.items.filter(
        ({ split, slices }) => split === 'final' && slices?.[column] === value,
      );
      expect(inSlice).toHaveLength(item_count);
      for (const [m, { model }] of view.models.entries()) {
        const { predictions } = archive.evaluations.find((evaluation) => evaluation.model === model)!;
        const lines = (await readFile(predictions)).toString('utf8').trim().split('\n').slice(1);
        const predicted = new Map(
          lines.map((line) => {
            const [id, prediction] = line.split(',');
            return [id!, prediction!];
          }),
        );
        const hits = inSlice.filter(({ id, label }) => predicted.get(id) === label).length;
        expect(scores[m]?.score).toBeCloseTo(hits / inSlice.length, 4);
      }
    }
  });
});
