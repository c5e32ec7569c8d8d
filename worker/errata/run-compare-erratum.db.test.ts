import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import type { Actor } from '@/services/access/caller';
import { dropErratum, proposeErratum } from '@/services/erratum/propose';
import { listErrata } from '@/services/erratum/view';
import { findMaintainedErrataPage } from '@/services/page/find-maintained-round-page';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { providePerson } from '@/testing/make-person';
import { makeRevealedRound, type RevealedRound } from '@/testing/make-revealed-round';
import { provideTestSite } from '@/testing/make-test-site';
import { itsErratum, mislabelledRound } from '@/testing/mislabelled-round';
import { meaninglessId } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import type { ScorerPlatform } from '../scorer-platform';
import { listRankedModels } from '../snapshot/list-ranked-models';
import { runPublishSnapshot } from '../snapshot/run-publish-snapshot';
import { openPayload } from '../vault/round-cipher';
import { makeRoundVault } from '../vault/round-vault';
import { runCompareErratum } from './run-compare-erratum';

const listAllErrata = async (person: Actor, slug: string) =>
  unwrap(await findMaintainedErrataPage(person, slug, 1)).maintained?.errata ?? [];

describe('comparing an erratum', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);
  let played: RevealedRound;
  let erratumId: string;
  let number: number;

  beforeAll(async () => {
    played = await makeRevealedRound(site, maintainer, mislabelledRound);
  });
  beforeEach(async () => {
    const unfinished = (await listAllErrata(maintainer, played.slug)).find(
      ({ state }) => state === 'proposed' || state === 'compared',
    );
    if (unfinished) unwrap(await dropErratum(maintainer, played.slug, 1, unfinished.number));
    ({ number } = unwrap(await proposeErratum(maintainer, played.slug, 1, itsErratum)));
    const [row] = await site.superuser<{ id: string }[]>`
      select erratum_id as id from errata where round_id = ${played.roundId} and number = ${number}`;
    erratumId = row!.id;
  });

  const compare = (platform: ScorerPlatform = site.scorer) =>
    runCompareErratum(platform, makeRoundVault(platform), { erratumId });

  const findView = async () =>
    (await listAllErrata(maintainer, played.slug)).find((one) => one.number === number)!;

  const listRows = (erratum: number) => site.superuser<
    { submission: string; id: string; version: string; ciphertext: Uint8Array }[]
  >`
    select submission_id as submission, evaluation_id as id, scorer_version as version, ciphertext
    from hidden.evaluations where round_id = ${played.roundId} and erratum_number = ${erratum} order by submission_id`;

  async function readScores(erratum: number) {
    const key = await makeRoundVault(site.scorer).openKey(played.roundId);
    return (await listRows(erratum)).map(({ submission, id, ciphertext }) => ({
      submission,
      scores: openPayload(key, id, ciphertext),
    }));
  }

  const countSlots = async () =>
    (
      await site.superuser`select (select count(*)::int from round_slots) as round, (select count(*)::int from day_slots) as day`
    )[0];

  /** Makes a platform on which the scorer dies at the second prediction file. */
  const dying = (): ScorerPlatform => {
    let opened = 0;
    return {
      ...site.scorer,
      objects: {
        ...site.scorer.objects,
        open: async (key) => {
          const isSubmission = played.submissionIds.some((id) => key === objectKeys.submission(id));
          if (isSubmission && ++opened === 2) throw new Error('killed');
          return site.scorer.objects.open(key);
        },
      },
    };
  };

  it('lists what publishing would change, and changes nothing', async () => {
    const before = unwrap(await findLeaderboard(played.slug, 1));
    const slots = await countSlots();
    expect(await findView()).toMatchObject({ state: 'proposed', score_changes: null });
    await compare();
    const wrong = before.entries[1]!.score;
    expect(wrong).toBeLessThan(1);
    expect(await findView()).toMatchObject({
      state: 'compared',
      score_changes: [
        { model: 'Model 1', score_before: wrong, score_after: 1, rank_before: 2, rank_after: 1 },
        { model: 'Model 0', score_before: 1, score_after: wrong, rank_before: 1, rank_after: 2 },
      ],
    });
    expect(unwrap(await findLeaderboard(played.slug, 1))).toEqual(before);
    expect(unwrap(await listErrata(played.slug, 1))).toEqual({ published: [], announced: null });
    expect(await countSlots()).toEqual(slots);
    const acts = await site.superuser`
      select act, is_public, detail from audit_events where round_id = ${played.roundId} and act like 'erratum%'
        and detail->>'erratum' = ${number} order by audit_event_id`;
    expect(acts.map(({ act, is_public }) => [act, is_public])).toEqual([
      ['erratum_proposed', false],
      ['erratum_compared', false],
    ]);
  });

  it('keeps its evaluations out of every ranking until the erratum is published', async () => {
    const vault = makeRoundVault(site.scorer);
    const key = await vault.openKey(played.roundId);
    const list = () => listRankedModels(site.scorer.client.db, key, played.roundId);
    const before = await list();
    await compare();
    expect(await listRows(number)).toHaveLength(2);
    expect(await list()).toEqual(before);
    await runPublishSnapshot(site.scorer, vault, { roundId: played.roundId });
    const stored =
      await site.superuser`select revision from snapshots where round_id = ${played.roundId} and split = 'final'`;
    expect(stored).toHaveLength(1);
  });

  it('continues after a kill, and scores each submission once in two concurrent jobs', async () => {
    await expect(compare(dying())).rejects.toThrow('killed');
    const [kept, ...more] = await listRows(number);
    expect(more).toEqual([]);
    expect(await findView()).toMatchObject({ state: 'proposed', score_changes: null });
    await Promise.all([compare(), compare(), compare()]);
    await compare();
    const rows = await listRows(number);
    expect(rows.map(({ submission }) => submission)).toEqual([...played.submissionIds].sort());
    expect(rows.find(({ submission }) => submission === kept!.submission)!.id).toBe(kept!.id);
    const compared = await site.superuser`
      select from audit_events where round_id = ${played.roundId} and act = 'erratum_compared' and detail->>'erratum' = ${number}`;
    expect(compared).toHaveLength(1);
    expect((await findView()).state).toBe('compared');
  });

  it('computes the same doubles, whether its job was killed or not', async () => {
    await expect(compare(dying())).rejects.toThrow('killed');
    await compare();
    const scores = await readScores(number);
    unwrap(await dropErratum(maintainer, played.slug, 1, number));
    ({ number } = unwrap(await proposeErratum(maintainer, played.slug, 1, itsErratum)));
    const [row] = await site.superuser<{ id: string }[]>`
      select erratum_id as id from errata where round_id = ${played.roundId} and number = ${number}`;
    erratumId = row!.id;
    await compare();
    expect(await readScores(number)).toEqual(scores);
    expect(await readScores(0)).not.toEqual(scores);
  });

  it('skips an erratum that was dropped', async () => {
    unwrap(await dropErratum(maintainer, played.slug, 1, number));
    await compare();
    expect(await listRows(number)).toEqual([]);
    expect(await findView()).toMatchObject({ state: 'dropped', score_changes: null });
  });

  it('refuses an erratum whose wrong label differs from the sealed one', async () => {
    unwrap(await dropErratum(maintainer, played.slug, 1, number));
    const [forged] = await site.superuser<{ id: string }[]>`
      insert into errata (round_id, number, corrections, reason, proposed_at)
      values (${played.roundId}, ${number + 1}, ${site.superuser.json([{ id: `item-${meaninglessId(0)}`, from: 'yes', to: 'no' }])}, 'x', now())
      returning erratum_id as id`;
    erratumId = forged!.id;
    await expect(compare()).rejects.toThrow('another label');
    expect(await listRows(number + 1)).toEqual([]);
  });
});
