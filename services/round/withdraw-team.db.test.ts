import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeHasher } from '@/adapters/node-hasher';
import { rebuildArchive } from '@/lib/contracts/archive/archive-files';
import { parseArchive } from '@/lib/contracts/round-archive';
import { type PublishedRankings, verifyArchive } from '@/lib/core/commitment/verify-archive';
import { consentOf } from '@/testing/consent-of';
import { giveRole, makeOperator, makePerson, providePerson } from '@/testing/make-person';
import { makeRevealedRound, type RevealedRound } from '@/testing/make-revealed-round';
import { provideTestSite } from '@/testing/make-test-site';
import { itsErratum, mislabelledRound, setObjectionPeriod } from '@/testing/mislabelled-round';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { runCompareErratum } from '@/worker/errata/run-compare-erratum';
import { runPublishErratum } from '@/worker/errata/run-publish-erratum';
import { runRepublishRanking } from '@/worker/errata/run-republish-ranking';
import { runRaiseFlags } from '@/worker/flags/run-raise-flags';
import { makeRoundVault } from '@/worker/vault/round-vault';
import type { Actor } from '../access/caller';
import { consentToErratum, proposeErratum } from '../erratum/propose';
import { findErratum, listErrata } from '../erratum/view';
import { findMaintainedBenchmarkPage } from '../page/find-maintained-pages';
import { findMaintainedRoundPage } from '../page/find-maintained-round-page';
import { changeRole } from '../people/roles';
import { findLeaderboard } from '../publication/find-leaderboard';
import { listChangelog } from '../publication/list-changelog';
import { findArchive } from './inputs';
import { withdrawTeam } from './withdraw-team';

/** Model 2 of one team is a copy of Model 1 of another. */
const copiedRound = {
  ...mislabelledRound,
  files: [mislabelledRound.files[0]!, mislabelledRound.files[1]!, mislabelledRound.files[1]!],
};

const reason = 'Its file is another team’s.';

type Flagged = RevealedRound & { flag: string; teams: { teamId: string; slug: string; name: string }[] };

describe('withdrawing a team after the reveal', () => {
  const site = provideTestSite();
  const owner = providePerson(site, 'Owner');
  const colleague = providePerson(site, 'Colleague');

  beforeAll(async () => {
    await setObjectionPeriod(site, 0);
  });

  /** Plays and reveals a round in which the teams of Model 1 and Model 2 are flagged. */
  async function play(): Promise<Flagged> {
    const played = await makeRevealedRound(site, owner, copiedRound);
    const { slug, roundId, submissionIds } = played;
    await giveRole(site, slug, colleague, 'maintainer');
    await runRaiseFlags(site.scorer, makeRoundVault(site.scorer), { roundId });
    const [flag] = await site.superuser<{ id: string }[]>`
      select flag_id as id from flags where round_id = ${roundId} and kind = 'equal-file'`;
    const teams = await Promise.all(
      submissionIds.map(async (id) => {
        const [team] = await site.superuser<Flagged['teams']>`
          select team_id as "teamId", slug, name from teams join submissions using (team_id) where submission_id = ${id}`;
        return team!;
      }),
    );
    return { ...played, flag: flag!.id, teams };
  }

  const propose = ({ slug, flag, teams }: Flagged, person = owner, team = teams[2]!.slug) =>
    withdrawTeam(person, slug, 1, { flag, team, reason });
  const consent = async ({ slug }: Flagged, person: Actor) =>
    withdrawTeam(person, slug, 1, await consentOf(site, slug, 1));
  const republish = ({ roundId }: Flagged) =>
    runRepublishRanking(site.scorer, makeRoundVault(site.scorer), { roundId });
  const boardOf = async ({ slug }: Flagged, labels: 'sealed' | 'corrected' = 'sealed') =>
    unwrap(await findLeaderboard(slug, 1, { labels }));
  const modelsOf = async (round: Flagged) => (await boardOf(round)).entries.map(({ model }) => model);
  const countEvents = async ({ roundId }: Flagged, act: string) =>
    (await site.superuser`select from audit_events where round_id = ${roundId} and act = ${act}`).length;

  it('requires a maintainer and a second person, neither of them in one of the two teams, and publishes only team and reason', async () => {
    const round = await play();
    const { slug, flag, teams } = round;
    const operator = await makeOperator(site);
    const [member] = await site.superuser<{ userId: string }[]>`
      select user_id as "userId" from team_members where team_id = ${teams[1]!.teamId}`;
    const rival: Actor = { ...colleague, userId: member!.userId };
    await giveRole(site, slug, rival, 'maintainer');
    for (const [person, kind] of [
      [null, 'not_signed_in'],
      [await makePerson(site), 'forbidden'],
      [operator, 'forbidden'],
      [rival, 'forbidden'],
    ] as const)
      expect(await withdrawTeam(person, slug, 1, { flag, team: teams[2]!.slug, reason })).toMatchObject(
        refusedAs(kind),
      );
    for (const input of [
      { flag, team: teams[0]!.slug, reason },
      { flag, reason },
      { team: teams[2]!.slug, reason },
      {},
    ])
      expect(await withdrawTeam(owner, slug, 1, input)).toMatchObject(refusedAs('invalid_request'));

    await site.superuser`
      insert into flags select (jsonb_populate_record(f, jsonb_build_object('flag_id', gen_random_uuid(), 'subject', 'again'))).*
      from flags f where flag_id = ${flag}`;
    const offered = unwrap(await findMaintainedRoundPage(owner, slug, 1)).maintained?.moderated?.withdrawable;
    expect(offered?.teams.map(({ name }) => name).sort()).toEqual([teams[1]!.name, teams[2]!.name].sort());

    expect(unwrap(await propose(round)).pending).toMatchObject({
      ...{ team: teams[2]!.slug, team_name: teams[2]!.name, reason },
      ...{ proposed_by: owner.name, proposed_by_you: true, void: false },
    });
    const page = unwrap(await findMaintainedRoundPage(colleague, slug, 1)).maintained?.moderated;
    expect(page?.withdrawable).toMatchObject({ pending: { proposed_by_you: false }, teams: [] });
    expect(
      unwrap(await findMaintainedBenchmarkPage(colleague, slug)).maintained?.waiting.proposals,
    ).toMatchObject([{ kind: 'withdrawal', round: 1, isYours: false }]);
    expect(await consent(round, owner)).toMatchObject(refusedAs('second_person_needed'));
    expect(await consent(round, rival)).toMatchObject(refusedAs('forbidden'));
    expect(await propose(round, colleague)).toMatchObject({
      error: { kind: 'invalid_request', faults: [{ code: 'already_proposed' }] },
    });
    expect(await modelsOf(round)).toHaveLength(3);
    expect(JSON.stringify(unwrap(await listChangelog(slug)))).not.toContain(reason);

    expect(unwrap(await consent(round, operator))).toEqual({ pending: null });
    await republish(round);
    expect(await modelsOf(round)).toEqual(['Model 0', 'Model 1']);
    const { withdrawn, entered } = await boardOf(round);
    expect(entered).toBe(2);
    expect(withdrawn).toMatchObject([
      { submission: round.submissionIds[2], model: 'Model 2', team: teams[2]!.name, reason },
    ]);
    const log = unwrap(await listChangelog(slug)).items;
    const event = log.find(({ act }) => act === 'team_withdrawn');
    expect(event?.sentence).toContain('A maintainer and an operator withdrew a team that copied');
    expect(event?.facts.map(({ value }) => value)).toEqual([teams[2]!.name, '1', reason]);
    expect(log.some(({ act }) => act === 'submission_taken_out')).toBe(false);
    expect(JSON.stringify([event, withdrawn])).not.toContain(teams[1]!.name);
    // A proposal for the other team is still possible, one for the withdrawn team is not.
    expect(
      unwrap(await findMaintainedRoundPage(owner, slug, 1)).maintained?.moderated.withdrawable?.teams,
    ).toMatchObject([{ team: teams[1]!.slug, other: teams[2]!.name }]);
    expect(await propose(round)).toMatchObject(refusedAs('invalid_request'));
  });

  it('happens once when consents arrive concurrently, and is published once however often its job runs', async () => {
    const round = await play();
    unwrap(await propose(round));
    const body = await consentOf(site, round.slug, 1);
    const people = [colleague, ...(await Promise.all([1, 2, 3].map(() => makeOperator(site))))];
    const done = await Promise.all(people.map((person) => withdrawTeam(person, round.slug, 1, body)));
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await countEvents(round, 'team_withdrawn')).toBe(1);
    expect(await modelsOf(round)).toHaveLength(3);
    await Promise.all([republish(round), republish(round), republish(round)]);
    await republish(round);
    expect(await modelsOf(round)).toEqual(['Model 0', 'Model 1']);
    const revisions = await site.superuser`
      select revision from snapshots where round_id = ${round.roundId} and split = 'final'`;
    expect(revisions).toHaveLength(2);
    expect(await countEvents(round, 'ranking_published')).toBe(2);
  });

  it('leaves the archive unchanged, which verifies the old and the new ranking, also after an erratum', async () => {
    const round = await play();
    const { slug, roundId } = round;
    const archived = async (name: string) => {
      const file = unwrap(await findArchive(slug, 1, name));
      return new Uint8Array(await buffer(Readable.from((await file.open()).stream)));
    };
    const before = { bytes: await archived('archive.json'), board: await boardOf(round) };
    const verifyWith = async (ranking: PublishedRankings) => {
      const archiveBytes = await archived('archive.json');
      const report = await verifyArchive(
        {
          archive: unwrap(parseArchive(archiveBytes)),
          archiveBytes,
          files: { listed: null, listNames: async () => null, irregularities: [], read: archived },
          ...{ published: [], knownRoot: null, knownSha256: null, ranking },
        },
        { hasher: nodeHasher, rebuild: rebuildArchive, readClockMs: () => 0, onProgress: () => {} },
      );
      return report.stages.find(({ name }) => name === 'ranking')!.lines;
    };
    const outcomesOf = async (ranking: PublishedRankings) =>
      (await verifyWith(ranking)).map(({ outcome }) => outcome);
    const { number } = unwrap(await proposeErratum(owner, slug, 1, itsErratum));
    const [row] = await site.superuser<{ id: string }[]>`
      select erratum_id as id from errata where round_id = ${roundId}`;
    const vault = makeRoundVault(site.scorer);
    await runCompareErratum(site.scorer, vault, { erratumId: row!.id });
    const { consent_to } = unwrap(await findErratum(colleague, slug, 1, number));
    unwrap(await consentToErratum(colleague, slug, 1, number, { consent_to }));
    await runPublishErratum(site.scorer, vault, { erratumId: row!.id, publishedBy: owner.userId });

    unwrap(await propose(round));
    unwrap(await consent(round, colleague));
    await republish(round);
    expect(Buffer.from(await archived('archive.json')).equals(before.bytes)).toBe(true);
    expect(await outcomesOf({ leaderboard: before.board, corrected: null })).toEqual(['passed']);
    const leaderboard = await boardOf(round);
    const corrections = unwrap(await listErrata(slug, 1)).published.flatMap((one) => one.corrections);
    const corrected = { leaderboard: await boardOf(round, 'corrected'), corrections };
    expect(corrected.leaderboard.entries.map(({ model }) => model)).toEqual(['Model 1', 'Model 0']);
    expect(leaderboard.entries.map(({ after_erratum }) => after_erratum?.rank)).toEqual([2, 1]);
    const lines = await verifyWith({ leaderboard, corrected });
    expect(lines.map(({ outcome }) => outcome)).toEqual(['passed', 'passed', 'passed']);
    expect(lines[2]!.text).toContain(`Model 2 of ${round.teams[2]!.name}`);
    expect(await outcomesOf({ leaderboard: { ...leaderboard, withdrawn: [] }, corrected: null })).toEqual([
      'failed',
    ]);
  });

  it('can’t be done by the web role alone, for a team without a flag, or unseen', async () => {
    const round = await play();
    const { roundId, flag, teams, submissionIds } = round;
    const asWeb = (statement: string) => site.web.db.execute(statement);
    const refused = (constraint_name: string) => ({ cause: { constraint_name } });
    const withdraw = () =>
      asWeb(`update submissions set withdrawn_at = now(), withdrawn_by = '${owner.userId}', withdrawal_reason = 'x'
        where submission_id = '${submissionIds[2]}'`);
    await expect(withdraw()).rejects.toMatchObject(refused('submissions_withdrawn_in_time'));
    const insert = (teamId: string, by: string) =>
      asWeb(`insert into team_withdrawals (round_id, team_id, flag_id, reason, proposed_by, proposed_at)
        values ('${roundId}', '${teamId}', '${flag}', 'x', '${by}', now())`);
    await expect(insert(teams[0]!.teamId, owner.userId)).rejects.toMatchObject(
      refused('team_withdrawals_of_flagged'),
    );
    await expect(insert(teams[2]!.teamId, (await makePerson(site)).userId)).rejects.toMatchObject(
      refused('team_withdrawals_of_maintainers'),
    );
    await expect(insert(teams[2]!.teamId, owner.userId)).rejects.toMatchObject(
      refused('team_withdrawals_recorded'),
    );
    unwrap(await propose(round));
    for (const [by, constraint] of [
      [owner.userId, 'team_withdrawals_two_people'],
      [(await makePerson(site)).userId, 'team_withdrawals_of_maintainers'],
      [colleague.userId, 'team_withdrawals_recorded'],
    ] as const)
      await expect(
        asWeb(
          `update team_withdrawals set consented_by = '${by}', consented_at = now() where round_id = '${roundId}'`,
        ),
      ).rejects.toMatchObject(refused(constraint));
    // A consent needs a person as well as a time.
    await site.superuser`update team_withdrawals set consented_at = now() where round_id = ${roundId}`;
    await expect(withdraw()).rejects.toMatchObject(refused('submissions_withdrawn_in_time'));
    expect(await modelsOf(round)).toHaveLength(3);
  });

  it('can be dropped by its proposer, and is void once the proposer has lost the role', async () => {
    const round = await play();
    const { slug, teams } = round;
    const leaving = await makePerson(site);
    await giveRole(site, slug, leaving, 'maintainer');
    unwrap(await propose(round, leaving, teams[1]!.slug));
    expect(await withdrawTeam(colleague, slug, 1, { drop: true })).toMatchObject(refusedAs('forbidden'));
    unwrap(await changeRole(owner, slug, leaving.userId, { role: 'auditor' }));
    expect(await consent(round, colleague)).toMatchObject(refusedAs('proposal_void'));
    expect(unwrap(await withdrawTeam(colleague, slug, 1, { drop: true }))).toEqual({ pending: null });
    expect(await consent(round, colleague)).toMatchObject(refusedAs('not_found'));
    unwrap(await propose(round, owner, teams[1]!.slug));
    expect(unwrap(await withdrawTeam(owner, slug, 1, { drop: true }))).toEqual({ pending: null });
    expect(await modelsOf(round)).toHaveLength(3);
  });
});
