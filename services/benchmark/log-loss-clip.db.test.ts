import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeHasher } from '@/adapters/node-hasher';
import { rebuildArchive } from '@/lib/contracts/archive/archive-files';
import { parseArchive } from '@/lib/contracts/round-archive';
import { verifyArchive } from '@/lib/core/commitment/verify-archive';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { scorePredictions } from '@/testing/submit-predictions';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { findLeaderboard } from '../publication/find-leaderboard';
import { listChangelog } from '../publication/list-changelog';
import { findArchive, findCommitment } from '../round/inputs';
import { closeRound, revealRound } from '../round/openings';
import { submit } from '../submission/submit';
import { changeBenchmark } from './change';

const items = makeBinaryItems(60);

/** The predictions state every label with probability 1, and are wrong on every sixth item. */
const isRight = (i: number) => i % 6 !== 5;

const file = `id,p_no,p_yes\n${items.ids
  .map((id, i) => `${id},${(items.labels[i] === 'no') === isRight(i) ? '1,0' : '0,1'}`)
  .join('\n')}\n`;

describe('changed log loss clip', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);
  const person = providePerson(site);
  let slug: string;

  beforeAll(async () => {
    slug = await makeBenchmark(maintainer, { metric: 'log_loss', feedback_policy: 'final-only' });
  });

  it('appears in the changelog and the commitment of the test set, and can’t change from then on', async () => {
    expect(unwrap(await changeBenchmark(maintainer, slug, { log_loss_clip: 0.01 }))).toMatchObject({
      log_loss_clip: 0.01,
    });
    const [changed] = unwrap(await listChangelog(slug, {})).items;
    expect(changed?.facts.map(({ name, value }) => [name, value])).toEqual(
      expect.arrayContaining([
        ['Log loss clip before', '0.0001'],
        ['Log loss clip after', '0.01'],
      ]),
    );
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    expect(unwrap(await findCommitment(slug, 1)).log_loss_clip).toBe(0.01);
    expect(await changeBenchmark(maintainer, slug, { log_loss_clip: 0.001 })).toMatchObject({
      error: { kind: 'fixed_by_round', field: 'log_loss_clip' },
    });
  });

  it('applies to the check of a file', async () => {
    const sent = await submit(person, slug, formRequest({}, 'file', file), {
      ...{ dryRun: true, idempotencyKey: null },
    });
    expect(sent).toMatchObject({
      value: { validation: { log_loss_clip: 0.01, clipped_count: 2 * items.ids.length } },
    });
  });

  it('applies to the official score, which the archive’s verification reproduces', async () => {
    await scorePredictions(person, slug, file);
    unwrap(await closeRound(maintainer, slug, 1, { reason: 'It has run long enough' }));
    const leaderboard = await waitUntil(async () => {
      const found = await findLeaderboard(slug, 1);
      return found.ok && !found.value.provisional && found.value;
    });
    unwrap(await revealRound(maintainer, slug, 1));
    const read = async (name: string) => {
      const { open } = unwrap(await findArchive(slug, 1, name));
      return new Uint8Array(await buffer(Readable.from((await open()).stream)));
    };
    const archiveBytes = await read('archive.json');
    const archive = unwrap(parseArchive(archiveBytes));

    const final = archive.items.filter(({ split }) => split === 'final');
    const losses = final.map((item) =>
      isRight(items.ids.indexOf(item.id)) ? -Math.log(0.99) : -Math.log(0.01),
    );
    const expected = losses.reduce((sum, loss) => sum + loss, 0) / final.length;
    expect(losses.filter((loss) => loss > 1).length).toBeGreaterThan(0);
    expect(leaderboard.entries[0]?.score).toBeCloseTo(expected, 4);

    const verifyAs = (clip: number) =>
      verifyArchive(
        {
          archive: { ...archive, commitment: { ...archive.commitment, log_loss_clip: clip } },
          archiveBytes,
          files: { listed: null, listNames: async () => null, irregularities: [], read },
          ...{ published: [], knownRoot: null, knownSha256: null, ranking: { leaderboard, corrected: null } },
        },
        { hasher: nodeHasher, rebuild: rebuildArchive, readClockMs: () => 0, onProgress: () => {} },
      );
    const countFailed = async (clip: number) =>
      (await verifyAs(clip)).stages
        .flatMap(({ lines }) => lines)
        .filter(({ outcome }) => outcome === 'failed').length;
    expect(await countFailed(0.01)).toBe(0);
    expect(await countFailed(0.0001)).toBeGreaterThan(0);
  });
});
