import postgres from 'postgres';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { giveRole, makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { scorePredictions, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { Actor } from '../access/caller';
import { findLeaderboard } from '../publication/find-leaderboard';
import { listChangelog } from '../publication/list-changelog';
import { closeRound } from '../round/openings';
import { chooseSubmission, unchooseSubmission, withdrawSubmission } from './counting';
import { findQuota } from './find-quota';
import { findSubmission, listSubmissions } from './view';

const items = makeBinaryItems(60);

/** Predictions that are correct except on every `wrongEvery`-th item. */
const fileOf = (wrongEvery: number) =>
  formatPredictions(items.ids, (i) => ((items.labels[i] === 'no') === (i % wrongEvery === 0) ? 'yes' : 'no'));

describe('counting submission', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);
  let researcher: Actor;
  let slug: string;
  /** Ids of an older and a newer submission of one model; the newer one has the better reported score. */
  let sent: string[];

  beforeEach(async () => {
    researcher = await makePerson(site);
    slug = await makeBenchmark(maintainer, { feedback_policy: 'exact' });
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    sent = [];
    for (const wrongEvery of [2, 30]) {
      const { id } = await scorePredictions(researcher, slug, fileOf(wrongEvery));
      sent.push(id);
    }
  });

  const countsOf = async () =>
    Promise.all(sent.map(async (id) => unwrap(await findSubmission(researcher, id)).counts));
  const versionOf = async (id: string) => unwrap(await findSubmission(researcher, id)).version;
  /** Waits for the provisional table that shows this version of the model, and returns it. */
  const awaitTable = (version: string | undefined) =>
    waitUntil(async () => {
      const board = await findLeaderboard(slug, 1);
      return board.ok && board.value.entries[0]?.version === version && board.value;
    });
  const close = async () => unwrap(await closeRound(maintainer, slug, 1, { reason: 'All have entered.' }));

  it('has the best reported score, unless the team chooses another before the close, in both tables and on its page', async () => {
    const [older, newer] = sent as [string, string];
    expect(await countsOf()).toEqual([false, true]);
    await awaitTable(await versionOf(newer));
    for (const person of [maintainer, await makePerson(site)])
      expect((await chooseSubmission(person, older)).ok).toBe(false);
    expect(unwrap(await chooseSubmission(researcher, older))).toMatchObject({ chosen: true, counts: true });
    expect(await countsOf()).toEqual([true, false]);
    await awaitTable(await versionOf(older));
    unwrap(await chooseSubmission(researcher, newer));
    unwrap(await unchooseSubmission(researcher, newer));
    expect(await countsOf()).toEqual([false, true]);
    unwrap(await chooseSubmission(researcher, older));
    await close();
    expect(await awaitTable(await versionOf(older))).toMatchObject({
      provisional: false,
      entries: [{ chosen: true }],
    });
    expect(await chooseSubmission(researcher, newer)).toMatchObject(refusedAs('not_choosable'));
    expect(unwrap(await listSubmissions(researcher, { limit: 1 }))).toMatchObject({
      items: [{ id: newer, counts: false }],
      next: expect.any(String),
    });
  });

  it('remains the one with the better reported score when a worse one is scored later', async () => {
    const [, newer] = sent as [string, string];
    const { id } = await scorePredictions(researcher, slug, fileOf(3));
    sent.push(id);
    expect(await countsOf()).toEqual([false, true, false]);
    await waitUntil(async () => {
      const board = await findLeaderboard(slug, 1);
      return board.ok && board.value.entries[0]?.best_of?.k === 3;
    });
    await close();
    expect(await awaitTable(await versionOf(newer))).toMatchObject({ entries: [{ chosen: false }] });
  });

  it('remains the last improvement when the feedback ladder reports no improvement for a newer version', async () => {
    const many = makeBinaryItems(400);
    const rightBut = (wrongEvery: number) =>
      formatPredictions(many.ids, (i) =>
        (many.labels[i] === 'no') === (i % wrongEvery === 0) ? 'yes' : 'no',
      );
    const ladder = await makeBenchmark(maintainer, { feedback_policy: 'guarded-ladder' });
    await makeOpenRound(maintainer, ladder, formatTestSet(many));
    const outcomes: { version: string; outcome: string | undefined; counts: boolean }[] = [];
    const ids: string[] = [];
    for (const wrongEvery of [20, 3]) {
      const { id } = await scorePredictions(researcher, ladder, rightBut(wrongEvery));
      ids.push(id);
    }
    for (const id of ids) {
      const { version, feedback, counts } = unwrap(await findSubmission(researcher, id));
      outcomes.push({ version, outcome: feedback?.outcome, counts });
    }
    expect(outcomes).toMatchObject([
      { outcome: 'improved', counts: true },
      { outcome: 'no_improvement', counts: false },
    ]);
    unwrap(await closeRound(maintainer, ladder, 1, { reason: 'All have entered.' }));
    const official = await waitUntil(async () => {
      const board = await findLeaderboard(ladder, 1);
      return board.ok && !board.value.provisional && board.value;
    });
    expect(official.entries).toMatchObject([{ version: outcomes[0]?.version, best_of: null }]);
  });

  it('can be chosen only before the close, and at most one for a model under concurrent requests', async () => {
    const [older, newer] = sent as [string, string];
    const choices = Promise.all(
      Array.from({ length: 40 }, (_, i) => chooseSubmission(researcher, i % 2 ? older : newer)),
    );
    const closed = await close();
    for (const choice of await choices) if (!choice.ok) expect(choice.error.kind).toBe('not_choosable');
    const chosen = await site.superuser<{ at: Date }[]>`
      select chosen_at as at from submissions where chosen_at is not null and submission_id = any(${sent})`;
    expect(chosen.length).toBeLessThanOrEqual(1);
    for (const { at } of chosen) expect(at.getTime()).toBeLessThan(Date.parse(closed.closed_at!));
    const counting = sent[(await countsOf()).indexOf(true)]!;
    if (chosen.length === 0) expect(counting).toBe(newer);
    await waitUntil(async () => {
      const board = await findLeaderboard(slug, 1);
      return board.ok && !board.value.provisional && board.value;
    });
    expect(await awaitTable(await versionOf(counting))).toMatchObject({ provisional: false });
  });

  it('can be chosen even if the team’s earlier choice was rejected since', async () => {
    const [older, newer] = sent as [string, string];
    unwrap(await chooseSubmission(researcher, older));
    await site.withoutTriggers`update submissions set state = 'rejected', code = 'bad_header' where submission_id = ${older}`;
    unwrap(await chooseSubmission(researcher, newer));
    expect(unwrap(await findSubmission(researcher, newer))).toMatchObject({ chosen: true, counts: true });
  });

  it('becomes another one of the model after a withdrawal; slot and feedback of the withdrawn one stay used', async () => {
    const [older, newer] = sent as [string, string];
    const quota = unwrap(await findQuota(researcher, slug));
    const { feedback } = unwrap(await findSubmission(researcher, newer));
    unwrap(await chooseSubmission(researcher, newer));
    expect(await withdrawSubmission(maintainer, newer, { reason: 'Not yet.' })).toMatchObject(
      refusedAs('forbidden'),
    );
    expect(unwrap(await withdrawSubmission(researcher, newer, {}))).toMatchObject({
      withdrawn: true,
      counts: false,
      chosen: false,
      feedback,
    });
    expect(await withdrawSubmission(researcher, newer, {})).toMatchObject(refusedAs('not_withdrawable'));
    expect(unwrap(await findQuota(researcher, slug))).toEqual(quota);
    await awaitTable(await versionOf(older));
    // The withdrawn file may be sent again, which takes another slot.
    await submitPredictions(researcher, slug, Buffer.from(fileOf(30)), { version: await versionOf(newer) });
    const acts = await site.superuser`
      select act, actor_kind as kind, is_public as "isPublic" from audit_events
      where act like 'submission_%' and user_id = ${researcher.userId} order by audit_event_id`;
    expect(acts.map(({ act }) => act)).toEqual(['submission_chosen', 'submission_withdrawn']);
    expect(acts.every(({ kind, isPublic }) => kind === 'participant' && !isPublic)).toBe(true);
  });

  it('changes after the close if a maintainer withdraws it with a public reason, and the ranking is published again', async () => {
    const [older, newer] = sent as [string, string];
    await close();
    await awaitTable(await versionOf(newer));
    const auditor = await makePerson(site);
    await giveRole(site, slug, auditor, 'auditor');
    for (const person of [researcher, auditor])
      expect(await withdrawSubmission(person, newer, { reason: 'Mine.' })).toMatchObject(
        refusedAs('forbidden'),
      );
    expect(await withdrawSubmission(maintainer, newer, {})).toMatchObject(refusedAs('invalid_request'));
    const reason = 'Made with labels of this round.';
    const bounds = { benchmark: null, team: null };
    const token = { apiTokenId: '', scope: 'submit' as const, bounds, expiresAt: new Date() };
    expect(await withdrawSubmission({ ...maintainer, token }, newer, { reason })).toMatchObject(
      refusedAs('forbidden'),
    );
    unwrap(await withdrawSubmission(maintainer, newer, { reason }));
    await awaitTable(await versionOf(older));
    const events = unwrap(await listChangelog(slug)).items;
    expect(events.find(({ act }) => act === 'submission_taken_out')?.facts).toContainEqual({
      name: 'Reason',
      kind: 'words',
      value: reason,
    });
    expect(events.filter(({ act }) => act === 'ranking_published')[0]?.sentence).toContain('again');
    unwrap(await withdrawSubmission(maintainer, older, { reason }));
    await waitUntil(async () => {
      const board = await findLeaderboard(slug, 1);
      return board.ok && board.value.entries.length === 0 && board.value.entered === 0;
    });
  });

  it('can’t be backdated, undone or chosen for others by the web role', async () => {
    const [older, newer] = sent as [string, string];
    const web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
    const { userId } = researcher;
    const refused = (constraint_name: string) => ({ constraint_name });
    try {
      await expect(
        web`update submissions set withdrawn_at = now(), withdrawn_by = ${maintainer.userId} where submission_id = ${older}`,
      ).rejects.toMatchObject(refused('submissions_withdrawn_by_whom'));
      await expect(
        web`update submissions set chosen_at = now(), chosen_by = ${maintainer.userId} where submission_id = ${older}`,
      ).rejects.toMatchObject(refused('submissions_chosen_by_team'));
      const [row] = await web`
        update submissions set withdrawn_at = '2000-01-01', withdrawn_by = ${userId} where submission_id = ${older}
        returning withdrawn_at > now() - interval '1 minute' as "isNow"`;
      expect(row?.isNow).toBe(true);
      await expect(
        web`update submissions set chosen_by = ${maintainer.userId} where submission_id = ${newer}`,
      ).rejects.toMatchObject(refused('submissions_chosen_by_team'));
      for (const change of ['withdrawn_at = null', "withdrawal_reason = 'Another.'", 'chosen_at = now()'])
        await expect(
          web.unsafe(`update submissions set ${change} where submission_id = '${older}'`),
          change,
        ).rejects.toMatchObject(refused('submissions_withdrawn_once'));
      await close();
      await expect(
        web`update submissions set chosen_at = '2000-01-01', chosen_by = ${userId} where submission_id = ${newer}`,
      ).rejects.toMatchObject(refused('submissions_chosen_in_time'));
      await expect(
        web`update submissions set withdrawn_at = now(), withdrawn_by = ${userId} where submission_id = ${newer}`,
      ).rejects.toMatchObject(refused('submissions_withdrawn_by_whom'));
    } finally {
      await web.end();
    }
  });
});
