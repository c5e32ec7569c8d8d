import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { listTalliesOfGroup } from '@/db/queries/feedback-queries';
import { addTallies, computeGroupExposure } from '@/lib/core/exposure/exposure';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { spawnProcess } from '@/testing/spawn-process';
import { startTestScorer } from '@/testing/start-test-scorer';
import { isStress, repetitions } from '@/testing/stress';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { type Storm, type StormReport, stormTeams } from '@/testing/team-storm';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { Actor } from '../access/caller';
import { findMe } from '../account/account';
import { inviteToTeam, joinTeam } from './members';
import { completeMerges } from './merges';

const actCount = repetitions(200, 1000);

const items = makeBinaryItems(40);

const [quota, sizeMax] = [4, 4];

describe('rules about teams', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site, 'Maintainer');
  beforeAll(async () => {
    await site.superuser`
      create or replace function merge_objection_period() returns interval language sql immutable as $$ select interval '0' $$`;
  });

  async function prepare(seed: number): Promise<Storm & { roundId: string }> {
    const scorer = await startTestScorer(site);
    const slug = await makeBenchmark(maintainer, {
      ...{ quota_per_round: quota, team_size_max: sizeMax },
      // Under this policy no score is reported that would raise the exposure above 100 %.
      feedback_policy: 'exact-with-budget',
    });
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    await scorer.stop();
    const people: Actor[] = [];
    for (let i = 0; i < 16; i++) people.push(await makePerson(site, `Person${i}`));
    const [round] = await site.superuser<{ roundId: string }[]>`
      select round_id as "roundId" from rounds join benchmarks using (benchmark_id) where slug = ${slug}`;
    const file = formatPredictions(items.ids, (i) => (i % 2 ? 'yes' : 'no'));
    // Creates teams of two people, and some teams that have entered already, so that each kind of action can occur.
    for (let i = 0; i < 6; i++) {
      const [captain, member] = [people[i]!, people[15 - i]!];
      const { teams } = await findMe(captain);
      const { link } = unwrap(await inviteToTeam(captain, teams[0]!.slug, {}));
      unwrap(await joinTeam(member, link!.split('/').at(-1)!, { isNamed: false }));
    }
    for (const person of people.slice(3, 10)) await submitPredictions(person, slug, file);
    return { slug, file, people, seed, roundId: round!.roundId };
  }

  /** Rows that violate an invariant of teams, quotas or feedback; must always be empty. */
  const listBreaches = (roundId: string) => site.superuser<{ breach: string }[]>`
    select 'submitted for a team to which the person is not bound' as breach from submissions s
    where s.round_id = ${roundId} and not exists (
      select from round_entrants e where (e.round_id, e.user_id, e.team_id) = (s.round_id, s.user_id, s.team_id))
    union all
    select 'a member of a team that has entered is not bound to it' from team_members m
    where m.team_id in (select team_id from submissions where round_id = ${roundId}) and not exists (
      select from round_entrants e where (e.round_id, e.user_id, e.team_id) = (${roundId}, m.user_id, m.team_id))
    union all
    select 'a team is too large' from round_entrants where round_id = ${roundId} group by team_id having count(*) > ${sizeMax}
    union all
    select 'a group has more slots than the quota' from round_slots where round_id = ${roundId} group by group_id having count(*) > ${quota}
    union all
    select 'a submission without one slot of round and day each' from submissions s where s.round_id = ${roundId} and
      ((select count(*) from round_slots r where r.submission_id = s.submission_id) <> 1
        or (select count(*) from day_slots d where d.submission_id = s.submission_id) <> 1)
    union all
    select 'a team without a captain' from team_members group by team_id having not bool_or(role = 'captain')
    union all
    select 'merged teams that passed the quota together' from team_merges g
    where g.merged_at is not null and ${quota} < (
      select count(*) from round_slots r join submissions s using (submission_id)
      where r.round_id = ${roundId} and r.team_id in (g.team_id, g.other_team_id) and s.received_at < g.merged_at)
    union all
    select 'merged teams without one common link' from team_merges g
    where g.merged_at is not null and (
      select count(*) from linked_teams l join team_link_proposals p on p.proposal_id = l.group_id
      where p.merge_id = g.merge_id and l.team_id in (g.team_id, g.other_team_id, g.merged_team_id)) <> 3`;

  /** Scores all accepted submissions, then compares the stored feedback counts with the submissions' own feedback. */
  async function requireExactFeedback(roundId: string): Promise<void> {
    const scorer = await startTestScorer(site);
    await waitUntil(async () => {
      const [open] = await site.superuser<{ count: number }[]>`
        select count(*)::int as count from submissions where round_id = ${roundId} and (state <> 'scored' or feedback is null)`;
      return open?.count === 0;
    });
    await scorer.stop();
    const teams = await site.superuser<{ teamId: string; scoreCount: number; reportedCount: number }[]>`
      select t.team_id as "teamId", t.score_count as "scoreCount",
        (count(*) filter (where s.feedback ->> 'score' is not null))::int as "reportedCount"
      from feedback_tallies t join submissions s using (round_id, team_id)
      where t.round_id = ${roundId} group by t.round_id, t.team_id`;
    expect(teams.map(({ reportedCount }) => reportedCount)).toEqual(
      teams.map(({ scoreCount }) => scoreCount),
    );
    expect(teams.reduce((sum, { scoreCount }) => sum + scoreCount, 0)).toBeGreaterThan(0);
    const [round] = await site.superuser<{ feedbackCount: number }[]>`
      select feedback_count as "feedbackCount" from rounds where round_id = ${roundId}`;
    for (const { teamId } of teams) {
      const group = addTallies(await listTalliesOfGroup(site.web.db, roundId, teamId));
      expect(computeGroupExposure(round!, group)).toBeLessThanOrEqual(1);
    }
  }

  const reports: StormReport[] = [];
  for (const seed of [1, 2, 3])
    it(`hold (one team per person and round, exact quota and exposure) under ${actCount} parallel joins, leavings, merges and submissions, seed ${seed}`, async () => {
      const storm = await prepare(seed);
      reports.push(await stormTeams(storm, actCount));
      expect(await listBreaches(storm.roundId)).toEqual([]);
      await requireExactFeedback(storm.roundId);
    }, 600_000);

  // Which acts succeed depends on the order in which they meet, so a single storm may complete no merge.
  it('were tried by every kind of act', () => {
    for (const kind of ['join', 'leave', 'submit', 'merge'] as const)
      expect(
        reports.reduce((sum, { done }) => sum + (done[kind] ?? 0), 0),
        `${kind} of ${JSON.stringify(reports)}`,
      ).toBeGreaterThan(0);
  });

  it.runIf(isStress)(
    'hold when web processes are killed in the middle',
    async () => {
      const storm = await prepare(4);
      for (let i = 0; i < 20; i++) {
        const process = await spawnProcess('testing/team-storm-process.ts', site.environments.web, [
          JSON.stringify({ ...storm, seed: 1000 * (i + 1) }),
        ]);
        await waitUntil(async () => process.output().includes('played') || process.hasEnded());
        expect(process.hasEnded(), process.output()).toBe(false);
        await sleep(50 * i);
        await process.end('SIGKILL');
        expect(await listBreaches(storm.roundId)).toEqual([]);
      }
      // PostgreSQL rolls back the transactions of the killed processes; then all merges can be completed.
      await waitUntil(async () => (await completeMerges(site.web)) === 0);
      expect(await listBreaches(storm.roundId)).toEqual([]);
      await requireExactFeedback(storm.roundId);
    },
    600_000,
  );
});
