import { verify } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeHasher } from '@/adapters/node-hasher';
import { GET as getErrata } from '@/app/api/v1/benchmarks/[slug]/rounds/[number]/errata/route';
import { GET as getLeaderboard } from '@/app/api/v1/benchmarks/[slug]/rounds/[number]/leaderboard/route';
import { GET as getRound } from '@/app/api/v1/benchmarks/[slug]/rounds/[number]/route';
import { rebuildArchive } from '@/lib/contracts/archive/archive-files';
import { publicErrataSchema } from '@/lib/contracts/erratum';
import { fetchPublished, parseArchive, type RoundSite } from '@/lib/contracts/round-archive';
import { type PublishedRankings, verifyArchive } from '@/lib/core/commitment/verify-archive';
import { formatUtc } from '@/lib/core/notice/compose-notice';
import type { Actor } from '@/services/access/caller';
import {
  publishErratum as askToPublish,
  consentToErratum,
  dropErratum,
  proposeErratum,
} from '@/services/erratum/propose';
import { findErratum, listErrata } from '@/services/erratum/view';
import { findMaintainedErrataPage } from '@/services/page/find-maintained-round-page';
import { findErrataPage } from '@/services/page/find-pages-of-round';
import { findRoundPage } from '@/services/page/find-round-page';
import { changeRole, removeRole } from '@/services/people/roles';
import { deliverNotices } from '@/services/publication/deliver-notices';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { listChangelog } from '@/services/publication/list-changelog';
import { findArchive } from '@/services/round/inputs';
import { findRound } from '@/services/round/view';
import { giveRole, makeOperator, makePerson, providePerson } from '@/testing/make-person';
import { makeRevealedRound, type RevealedRound } from '@/testing/make-revealed-round';
import { provideTestSite } from '@/testing/make-test-site';
import {
  itsErratum,
  itsReversal,
  mislabelledRound,
  mislabelledRounds,
  setObjectionPeriod,
} from '@/testing/mislabelled-round';
import { startTestScorer } from '@/testing/start-test-scorer';
import { meaninglessId } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { ScorerPlatform } from '../scorer-platform';
import { makeRoundVault } from '../vault/round-vault';
import { runCompareErratum } from './run-compare-erratum';
import { runPublishErratum } from './run-publish-erratum';

/** Returns the site's responses as a verifier requests them, without archive and commitment. */
const siteOf = (slug: string): RoundSite => ({
  slug,
  number: 1,
  async fetchBytes(path) {
    const url = new URL(path, 'http://127.0.0.1');
    const handle = url.pathname.endsWith('/leaderboard')
      ? getLeaderboard
      : url.pathname.endsWith('/errata')
        ? getErrata
        : url.pathname.endsWith('/1')
          ? getRound
          : null;
    if (!handle) return null;
    const response = await handle(new Request(url), { params: Promise.resolve({ slug, number: '1' }) });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  },
});

const callErrata = async (slug: string) => {
  const response = await getErrata(new Request('http://127.0.0.1/'), {
    params: Promise.resolve({ slug, number: '1' }),
  });
  return publicErrataSchema.parse(await response.json());
};

const listAllErrata = async (person: Actor, slug: string) =>
  unwrap(await findMaintainedErrataPage(person, slug, 1)).maintained?.errata ?? [];

describe('publishing an erratum', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);
  const colleague = providePerson(site);

  beforeAll(async () => {
    await setObjectionPeriod(site, 0);
  });

  const boardOf = async ({ slug, number }: RevealedRound) => unwrap(await findLeaderboard(slug, number));

  /** Reads the ranking by the corrected labels. */
  const correctedOf = async ({ slug, number }: RevealedRound) =>
    unwrap(await findLeaderboard(slug, number, { labels: 'corrected' }));

  async function findErratumId({ roundId }: RevealedRound, number: number): Promise<string> {
    const [row] = await site.superuser<{ id: string }[]>`
      select erratum_id as id from errata where round_id = ${roundId} and number = ${number}`;
    return row!.id;
  }

  async function compareNew(
    played: RevealedRound,
    wishes: object,
  ): Promise<{ erratumId: string; number: number }> {
    const { number } = unwrap(await proposeErratum(maintainer, played.slug, 1, wishes));
    const erratumId = await findErratumId(played, number);
    await runCompareErratum(site.scorer, makeRoundVault(site.scorer), { erratumId });
    await consent(played, number);
    return { erratumId, number };
  }

  /** Consents to an erratum as an operator, who needs no role in the benchmark. */
  async function consent({ slug }: RevealedRound, number: number): Promise<void> {
    const operator = await makeOperator(site, colleague);
    const { consent_to } = unwrap(await findErratum(operator, slug, 1, number));
    unwrap(await consentToErratum(operator, slug, 1, number, { consent_to }));
  }

  const publish = (erratumId: string, platform: ScorerPlatform = site.scorer) =>
    runPublishErratum(platform, makeRoundVault(platform), { erratumId, publishedBy: maintainer.userId });

  const listSnapshots = ({ roundId }: RevealedRound) => site.superuser`
    select revision, leaderboard, published_at from snapshots where round_id = ${roundId} and split = 'final' order by revision`;

  it('leaves the ranking by the sealed labels in its place, shows the corrected one beside it, and sends notices', async () => {
    const played = await makeRevealedRound(site, maintainer, mislabelledRound);
    const before = await boardOf(played);
    expect(before).toMatchObject({ erratum: null, entries: [{ after_erratum: null }, {}] });
    expect(await findLeaderboard(played.slug, played.number, { labels: 'corrected' })).toMatchObject(
      refusedAs('not_published_yet'),
    );
    const [firstRevision] = await listSnapshots(played);
    const { erratumId } = await compareNew(played, itsErratum);
    const slots = () => site.superuser`select team_id, round_id from round_slots order by 1, 2`;
    const slotsBefore = await slots();
    await publish(erratumId);

    const after = await boardOf(played);
    const wrong = before.entries[1]!.score;
    expect(after).toEqual({
      ...before,
      erratum: 1,
      entries: [
        { ...before.entries[0], after_erratum: { score: wrong, rank: 2 } },
        { ...before.entries[1], after_erratum: { score: 1, rank: 1 } },
      ],
    });
    expect(after.entries.map(({ model, rank }) => [model, rank])).toEqual([
      ['Model 0', 1],
      ['Model 1', 2],
    ]);
    const beside = await correctedOf(played);
    expect(beside).toMatchObject({
      erratum: 1,
      provisional: false,
      entries: [
        { model: 'Model 1', rank: 1, score: 1 },
        { model: 'Model 0', rank: 2, score: wrong },
      ],
    });
    const [kept, corrected, ...more] = await listSnapshots(played);
    expect(kept).toEqual(firstRevision);
    expect(corrected).toMatchObject({ revision: 2 });
    expect(more).toEqual([]);
    expect(await slots()).toEqual(slotsBefore);

    const [erratum] = unwrap(await listErrata(played.slug, 1)).published;
    expect(erratum).toMatchObject({
      number: 1,
      reason: itsErratum.reason,
      published_at: beside.published_at,
    });
    expect(erratum!.corrections).toContainEqual({ id: `item-${meaninglessId(0)}`, from: 'no', to: 'yes' });
    const acts = await site.superuser`
      select actor_kind, user_id, is_public, detail from audit_events
      where round_id = ${played.roundId} and act = 'erratum_published'`;
    expect(acts).toHaveLength(1);
    expect(acts[0]).toMatchObject({
      actor_kind: 'maintainer',
      user_id: maintainer.userId,
      is_public: true,
      detail: { erratum: 1, correction_count: 20, reason: itsErratum.reason },
    });
    const notices =
      await site.superuser`select kind, detail from notices where key = ${`erratum_published:${erratumId}`}`;
    expect(notices[0]).toEqual({
      kind: 'erratum_published',
      detail: { number: 1, reason: itsErratum.reason },
    });
  });

  it('signs the complete text, so that a change of any byte is detected', async () => {
    const played = await makeRevealedRound(site, maintainer, mislabelledRound);
    const { erratumId } = await compareNew(played, itsErratum);
    await publish(erratumId);
    const [erratum] = unwrap(await listErrata(played.slug, 1)).published;
    const { document, signature, public_key, corrections, score_changes, published_at, reason } = erratum!;
    const { commitment } = unwrap(await findRound(played.slug, 1));
    expect(JSON.parse(document)).toEqual({
      benchmark: played.slug,
      round: 1,
      number: 1,
      root: commitment!.root,
      corrections,
      reason,
      published_at,
      score_changes,
      public_key,
    });
    expect(public_key).toBe(site.scorer.identity.publicKey);
    const bytes = Buffer.from(document);
    const signed = Buffer.from(signature, 'base64');
    expect(verify(null, bytes, public_key, signed)).toBe(true);
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(verify(null, changed, public_key, signed)).toBe(false);
    }
    for (let at = 0; at < signed.length; at++) {
      const changed = Buffer.from(signed);
      changed[at]! ^= 1;
      expect(verify(null, bytes, public_key, changed)).toBe(false);
    }
  });

  it('happens exactly once, however often the job runs or is killed', async () => {
    const played = await makeRevealedRound(site, maintainer, mislabelledRound);
    const { erratumId } = await compareNew(played, itsErratum);
    const before = await boardOf(played);
    const dying: ScorerPlatform = {
      ...site.scorer,
      identity: {
        ...site.scorer.identity,
        sign: () => {
          throw new Error('killed');
        },
      },
    };
    await expect(publish(erratumId, dying)).rejects.toThrow('killed');
    expect(await boardOf(played)).toEqual(before);
    await Promise.all([publish(erratumId), publish(erratumId), publish(erratumId)]);
    await publish(erratumId);
    expect(await listSnapshots(played)).toHaveLength(2);
    expect(unwrap(await listErrata(played.slug, 1)).published).toHaveLength(1);
    const acts = await site.superuser`
      select from audit_events where round_id = ${played.roundId} and act = 'erratum_published'`;
    expect(acts).toHaveLength(1);
  });

  it('makes exactly the comparison public that the second person agreed to', async () => {
    const played = await makeRevealedRound(site, maintainer, mislabelledRound);
    const { erratumId } = await compareNew(played, itsErratum);
    const before = await boardOf(played);
    // Bypasses the trigger that refuses a withdrawal in a revealed round.
    await site.withoutTriggers`update submissions set withdrawn_at = now() where submission_id = ${played.submissionIds[0]!}`;
    await publish(erratumId);
    expect(await boardOf(played)).toEqual(before);
    const [shown] = await listAllErrata(maintainer, played.slug);
    expect(shown).toMatchObject({
      state: 'compared',
      score_changes: [
        { model: 'Model 1', rank_after: 1 },
        { model: 'Model 0', score_before: 1, score_after: null, rank_after: null },
      ],
      consented_by: null,
    });
    // Not published, because the consent was given to an earlier comparison.
    await publish(erratumId);
    expect(await boardOf(played)).toEqual(before);
    await consent(played, 1);
    await publish(erratumId);
    expect((await correctedOf(played)).entries).toMatchObject([{ model: 'Model 1', rank: 1 }]);
    expect((await boardOf(played)).entries).toHaveLength(2);
  });

  it('applies each erratum on top of the earlier errata, and skips a dropped erratum', async () => {
    const played = await makeRevealedRound(site, maintainer, mislabelledRound);
    const before = await boardOf(played);
    await publish((await compareNew(played, itsErratum)).erratumId);
    const between = await boardOf(played);
    const dropped = await compareNew(played, itsReversal);
    unwrap(await dropErratum(maintainer, played.slug, 1, dropped.number));
    await publish(dropped.erratumId);
    expect(await boardOf(played)).toEqual(between);
    const { erratumId, number } = await compareNew(played, itsReversal);
    expect(number).toBe(3);
    await publish(erratumId);
    const after = await boardOf(played);
    expect(after.erratum).toBe(3);
    const { erratum, entries } = await correctedOf(played);
    expect([erratum, entries.map(({ model, rank, score }) => [model, rank, score])]).toEqual([
      3,
      before.entries.map(({ model, rank, score }) => [model, rank, score]),
    ]);
    const errata = unwrap(await listErrata(played.slug, 1)).published;
    expect(errata.map((one) => one.number)).toEqual([1, 3]);
    expect(errata[1]!.corrections).toContainEqual({ id: `item-${meaninglessId(0)}`, from: 'yes', to: 'no' });
  });

  it('requires a second person who has read the comparison, and shows proposer and reason publicly', async () => {
    const played = await makeRevealedRound(site, maintainer, mislabelledRound);
    const { slug, roundId } = played;
    const { number } = unwrap(await proposeErratum(maintainer, slug, 1, itsErratum));
    const erratumId = await findErratumId(played, number);
    await runCompareErratum(site.scorer, makeRoundVault(site.scorer), { erratumId });
    const { consent_to } = unwrap(await findErratum(maintainer, slug, 1, number));
    const publishAsOwner = () =>
      site.superuser`update errata set state = 'published', document = '{}', signature = 'x', published_at = now()
        where erratum_id = ${erratumId}`;

    expect(await askToPublish(maintainer, slug, 1, number)).toMatchObject(refusedAs('second_person_needed'));
    await publish(erratumId);
    await expect(publishAsOwner()).rejects.toMatchObject({ constraint_name: 'errata_published_by_two' });
    for (const [person, kind] of [
      [maintainer, 'second_person_needed'],
      [{ ...maintainer, isOperator: true }, 'second_person_needed'],
      [colleague, 'forbidden'],
    ] as const)
      expect(await consentToErratum(person, slug, 1, number, { consent_to })).toMatchObject(refusedAs(kind));
    expect(unwrap(await findErrataPage(null, slug, 1)).announced).toBeNull();
    expect(unwrap(await findRoundPage(null, slug, 1)).objectionsUntil).toBeNull();

    await giveRole(site, slug, colleague, 'maintainer');
    for (const input of [{}, { consent_to: '2026-01-01T00:00:00.000Z' }])
      expect(await consentToErratum(colleague, slug, 1, number, input)).toMatchObject({
        error: { kind: 'invalid_request', faults: [{ field: 'consent_to' }] },
      });
    await setObjectionPeriod(site, 72);
    try {
      const consented = unwrap(await consentToErratum(colleague, slug, 1, number, { consent_to }));
      const { consented_at, objections_until } = consented;
      expect(Date.parse(objections_until!) - Date.parse(consented_at!)).toBe(72 * 3_600_000);
    } finally {
      await setObjectionPeriod(site, 0);
    }
    // A shorter setting doesn't shorten a period that has begun: not for a maintainer, the scorer's job or
    // the tables' owner.
    expect(await askToPublish(maintainer, slug, 1, number)).toMatchObject(refusedAs('objections_open'));
    await publish(erratumId);
    await expect(publishAsOwner()).rejects.toMatchObject({ constraint_name: 'errata_objections_first' });
    expect((await boardOf(played)).erratum).toBeNull();

    // The proposer and the second person are named only if they have made their names public.
    expect(unwrap(await findErrataPage(null, slug, 1)).announced).toMatchObject({
      ...{ proposed_by: null, consented_by: null },
    });
    for (const { userId } of [maintainer, colleague])
      await site.superuser`update users set shown_fields = '{name}' where user_id = ${userId}`;
    const { announced } = unwrap(await findErrataPage(null, slug, 1));
    expect(announced?.objections_until).not.toBeNull();
    expect(unwrap(await findRoundPage(null, slug, 1)).objectionsUntil).toBe(announced?.objections_until);
    const wanted = { proposed_by: maintainer.name, consented_by: colleague.name };
    expect(announced).toMatchObject({ number, reason: itsErratum.reason, ...wanted });
    const found = await callErrata(slug);
    expect(found.items).toEqual([]);
    expect(found.announced).toEqual(announced);
    const log = unwrap(await listChangelog(slug));
    expect(log.items.find(({ act }) => act === 'erratum_consented')?.facts.map(({ value }) => value)).toEqual(
      ['20', itsErratum.reason, maintainer.name, colleague.name, announced!.objections_until],
    );

    await site.superuser`create or replace function site_clock() returns timestamptz language sql volatile as
      $$ select pg_catalog.clock_timestamp() + interval '73 hours' $$`.simple();
    try {
      await site.superuser`update errata set published_by = ${maintainer.userId}, state = 'published', document = '{}',
        signature = 'x', published_at = now() where erratum_id = ${erratumId}`;
    } finally {
      await site.superuser`create or replace function site_clock() returns timestamptz language sql volatile as
        $$ select pg_catalog.clock_timestamp() $$`.simple();
    }
    const [row] = await site.superuser`select state from errata where round_id = ${roundId}`;
    expect(row!.state).toBe('published');
  });

  it('voids a proposal of a person who has lost the role since, which can only be dropped', async () => {
    const played = await makeRevealedRound(site, maintainer, mislabelledRound);
    const { slug } = played;
    const leaving = await makePerson(site);
    await giveRole(site, slug, colleague, 'maintainer');
    for (const lose of [
      () => changeRole(maintainer, slug, leaving.userId, { role: 'auditor' }),
      () => removeRole(maintainer, slug, leaving.userId),
    ]) {
      await site.superuser`delete from benchmark_maintainers where user_id = ${leaving.userId}`;
      await giveRole(site, slug, leaving, 'maintainer');
      const { number } = unwrap(await proposeErratum(leaving, slug, 1, itsErratum));
      const erratumId = await findErratumId(played, number);
      await runCompareErratum(site.scorer, makeRoundVault(site.scorer), { erratumId });
      expect((await lose()).ok).toBe(true);
      const seen = unwrap(await findErratum(colleague, slug, 1, number));
      expect(seen).toMatchObject({ state: 'compared', void: true });
      for (const person of [colleague, await makeOperator(site)])
        expect(
          await consentToErratum(person, slug, 1, number, { consent_to: seen.consent_to }),
        ).toMatchObject(refusedAs('proposal_void'));
      await expect(
        site.web.db.execute(
          `update errata set consented_by = '${colleague.userId}' where erratum_id = '${erratumId}'`,
        ),
      ).rejects.toMatchObject({ cause: { constraint_name: 'errata_void' } });
      expect(unwrap(await listErrata(slug, 1)).announced).toBeNull();
      expect(unwrap(await dropErratum(colleague, slug, 1, number))).toMatchObject({
        state: 'dropped',
        void: false,
      });
    }
  });

  it('rejects a person without a role as proposer or second person, also in direct writes by the web role', async () => {
    const played = await makeRevealedRound(site, maintainer, mislabelledRound);
    const stranger = await makePerson(site);
    const asWeb = (statement: string) => site.web.db.execute(statement);
    const ofMaintainers = { cause: { constraint_name: 'errata_of_maintainers' } };
    await expect(
      asWeb(`insert into errata (round_id, number, corrections, reason, proposed_by, proposed_at)
        values ('${played.roundId}', 1, '[]', 'wrong', '${stranger.userId}', now())`),
    ).rejects.toMatchObject(ofMaintainers);
    unwrap(await proposeErratum(maintainer, played.slug, 1, itsErratum));
    const erratumId = await findErratumId(played, 1);
    await runCompareErratum(site.scorer, makeRoundVault(site.scorer), { erratumId });
    await expect(
      asWeb(`update errata set consented_by = '${stranger.userId}' where erratum_id = '${erratumId}'`),
    ).rejects.toMatchObject(ofMaintainers);
  });

  it('mails the round’s teams and maintainers when the objection period begins, unless the erratum was dropped', async () => {
    const played = await makeRevealedRound(site, maintainer, mislabelledRound);
    const mails = () => site.superuser<{ recipient: string; body: string }[]>`
      select recipient, body from inbox_mails where subject like '%, not published: %' order by recipient`;
    const entrants = await site.superuser<{ email: string }[]>`
      select distinct u.email from users u join team_members using (user_id) join submissions s using (team_id)
      where s.round_id = ${played.roundId} and u.email is not null`;
    await setObjectionPeriod(site, 72);
    try {
      await compareNew(played, itsErratum);
      expect(unwrap(await dropErratum(maintainer, played.slug, 1, 1)).state).toBe('dropped');
      await deliverNotices(site.web);
      expect(await mails()).toEqual([]);
      await compareNew(played, itsErratum);
    } finally {
      await setObjectionPeriod(site, 0);
    }
    for (let pass = 0; pass < 2; pass++) await deliverNotices(site.web);
    const found = await mails();
    expect(found.map(({ recipient }) => recipient)).toEqual(
      [...new Set([maintainer.email!, ...entrants.map(({ email }) => email)])].sort(),
    );
    const until = formatUtc(new Date((await callErrata(played.slug)).announced!.objections_until!));
    expect(found[0]!.body).toContain(`Erratum 2 can be published from ${until} on. It changes nothing yet.`);
    expect(found[0]!.body).toContain(`The reason given: “${itsErratum.reason}”`);
    expect(found[0]!.body).toContain(`/benchmarks/${played.slug}/rounds/1/errata\n`);
  });

  it('refuses every direct write of the web process', async () => {
    const played = await makeRevealedRound(site, maintainer, mislabelledRound);
    const { erratumId } = await compareNew(played, itsErratum);
    for (const set of [
      `state = 'published'`,
      `state = 'published', document = '{}', signature = 'x', published_at = now()`,
      `score_changes = '[]'`,
      `corrections = '[]'`,
      `objections_until = now()`,
      `consented_at = now() - interval '1 year'`,
      `consented_by = proposed_by`,
      `proposed_by = null`,
    ])
      await expect(
        site.web.db.execute(`update errata set ${set} where erratum_id = '${erratumId}'`),
      ).rejects.toThrow();
    await publish(erratumId);
    for (const set of [`state = 'dropped'`, `reason = 'another'`])
      await expect(
        site.superuser.unsafe(`update errata set ${set} where erratum_id = '${erratumId}'`),
      ).rejects.toThrow("can't be changed");
  });

  describe.each(['binary', 'multiclass', 'regression', 'text'] as const)('erratum of a %s round', (task) => {
    const { round, corrections } = mislabelledRounds[task];

    it('leads to the same rankings that a visitor computes from the archive, with and without the errata', async () => {
      const played = await makeRevealedRound(site, maintainer, round);
      const scorer = await startTestScorer(site);
      try {
        unwrap(await proposeErratum(maintainer, played.slug, 1, { corrections, reason: 'They were wrong.' }));
        await waitUntil(async () => (await listAllErrata(maintainer, played.slug))[0]!.state === 'compared');
        await consent(played, 1);
        expect(unwrap(await askToPublish(maintainer, played.slug, 1, 1)).state).toBe('published');
      } finally {
        await scorer.stop();
      }
      const read = async (name: string) => {
        const file = unwrap(await findArchive(played.slug, 1, name));
        return new Uint8Array(await buffer(Readable.from((await file.open()).stream)));
      };
      const archiveBytes = await read('archive.json');
      const verifyWith = async (ranking: PublishedRankings) => {
        const report = await verifyArchive(
          {
            archive: unwrap(parseArchive(archiveBytes)),
            archiveBytes,
            files: { listed: null, listNames: async () => null, irregularities: [], read },
            published: [],
            knownRoot: null,
            knownSha256: null,
            ranking,
          },
          { hasher: nodeHasher, rebuild: rebuildArchive, readClockMs: () => 0, onProgress: () => {} },
        );
        return report.stages.find(({ name }) => name === 'ranking')!.lines.map(({ outcome }) => outcome);
      };
      const [erratum] = unwrap(await listErrata(played.slug, 1)).published;
      const [sealed, corrected] = [await boardOf(played), await correctedOf(played)];
      const { corrections: applied } = erratum!;
      for (const [leaderboard, of, outcomes] of [
        [sealed, corrected, ['passed', 'passed']],
        [corrected, sealed, ['failed', 'failed']],
      ] as const)
        expect(
          await verifyWith({ leaderboard, corrected: { leaderboard: of, corrections: applied } }),
        ).toEqual(outcomes);
      // The verification uses only the site's responses.
      const { ranking } = (await fetchPublished(siteOf(played.slug)))!;
      expect(ranking.corrected?.corrections).toEqual(applied);
      expect(await verifyWith(ranking)).toEqual(['passed', 'passed']);
    });
  });
});
