import { expect } from 'vitest';
import { hasSlot, type Model, type ModelRound, utcDayOf } from './model';
import type { World } from './world';

/**
 * The allowed transitions between states, written here a second time, so that the site's own table is compared with an
 * independent copy.
 */
const arrows = new Set([
  'draft>sealed',
  'sealed>open',
  'open>closed',
  'closed>revealed',
  'open>frozen',
  'closed>frozen',
  'frozen>open',
  'frozen>closed',
  'frozen>invalidated',
  'sealed>invalidated',
]);

const toDate = (instant: number | null): Date | null => (instant === null ? null : new Date(instant));

/** Asserts that the benchmark's rows in the database equal the model and satisfy the invariants. */
export async function checkDatabase(model: Model, world: World): Promise<void> {
  await checkRounds(model, world);
  await checkMoves(model, world);
  await checkSubmissions(model, world);
  await checkSlots(model, world);
  await checkSnapshots(model, world);
  await checkRecord(model, world);
  await checkListings(world);
}

async function checkRounds({ rounds }: Model, { site }: World): Promise<void> {
  const rows = await site.superuser`
    select number, state, opened_at, closed_at, frozen_at, frozen_from, commitment::text as commitment,
      case when state in ('draft', 'sealed') then null else closes_at end as closes_at,
      archive is not null and revealed_at is not null as is_revealed
    from rounds order by number`;
  expect(rows).toEqual(
    rounds.map((round) => ({
      number: round.number,
      state: round.state,
      opened_at: toDate(round.openedAt),
      closes_at: toDate(round.closesAt),
      closed_at: toDate(round.closedAt),
      frozen_at: toDate(round.frozenAt),
      frozen_from: round.frozenFrom,
      commitment: round.commitment,
      is_revealed: round.state === 'revealed',
    })),
  );
  expect(rows.filter(({ state }) => state === 'open').length).toBeLessThanOrEqual(1);
  const lives = rows
    .filter(({ opened_at }) => opened_at !== null)
    .map(({ number, opened_at, closes_at, closed_at, frozen_at }) => ({
      number,
      from: opened_at.getTime(),
      until: Math.min(...[closes_at, closed_at, frozen_at].flatMap((at) => (at ? [at.getTime()] : []))),
    }))
    .sort((a, b) => a.from - b.from);
  for (const [i, { from, until }] of lives.entries()) {
    expect(until, 'a round ends after it began').toBeGreaterThan(from);
    const next = lives[i + 1];
    if (next) expect(next.from, 'no two rounds take submissions at once').toBeGreaterThanOrEqual(until);
  }
}

async function checkMoves({ rounds }: Model, { site }: World): Promise<void> {
  const moves = await site.superuser`
    select round_id as "roundId", state_from as "from", state_to as "to" from state_watch.moves order by move_id`;
  const states = new Map<string, string>();
  for (const { roundId, from, to } of moves) {
    if (from === null) expect(to).toBe('draft');
    else {
      expect(from).toBe(states.get(roundId));
      expect(arrows, `a round went from ${from} to ${to}`).toContain(`${from}>${to}`);
    }
    if (from === 'sealed' && to === 'invalidated')
      expect(rounds.some(({ replaces, state }) => replaces?.id === roundId && state !== 'draft')).toBe(true);
    states.set(roundId, to);
  }
  for (const { id, frozenFrom } of rounds) {
    const path = moves.filter(({ roundId }) => roundId === id);
    for (const [i, { from, to }] of path.entries())
      if (from === 'frozen' && to === 'open') expect(path[i - 1]?.from).toBe('open');
    if (frozenFrom !== null) expect(path.findLast(({ to }) => to === 'frozen')?.from).toBe(frozenFrom);
  }
}

async function checkSubmissions({ rounds }: Model, { site, teamIds }: World): Promise<void> {
  const rows = await site.superuser`
    select submission_id as id, number, s.state, team_id as "teamId", received_at as "receivedAt", opened_at as "openedAt",
      closed_at as "closedAt", frozen_at as "frozenAt"
    from submissions s join rounds using (round_id) order by submission_id`;
  expect(rows.map(({ id, number, state, teamId }) => ({ id, number, state, teamId }))).toEqual(
    rounds
      .flatMap((round) =>
        round.submissions.map(({ id, state, team }) => ({
          id,
          number: round.number,
          state,
          teamId: teamIds[team],
        })),
      )
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  for (const { receivedAt, openedAt, closedAt, frozenAt } of rows) {
    expect(receivedAt >= openedAt, 'received before the round opened').toBe(true);
    if (closedAt) expect(receivedAt < closedAt, 'received at or after the close').toBe(true);
    if (frozenAt) expect(receivedAt < frozenAt, 'received at or after the freeze').toBe(true);
  }
}

async function checkSlots({ rounds }: Model, { site, teamIds }: World): Promise<void> {
  const withSlots = rounds.flatMap((round) =>
    round.submissions
      .filter((submission) => hasSlot(round, submission))
      .map(({ id, team, receivedAt }) => ({
        id,
        number: round.number,
        teamId: teamIds[team],
        day: utcDayOf(receivedAt),
      })),
  );
  withSlots.sort((a, b) => (a.id < b.id ? -1 : 1));
  const ofRounds = await site.superuser`
    select submission_id as id, number, team_id as "teamId" from round_slots join rounds using (round_id) order by submission_id`;
  expect(ofRounds).toEqual(withSlots.map(({ id, number, teamId }) => ({ id, number, teamId })));
  const ofDays = await site.superuser`
    select submission_id as id, day::text as day, team_id as "teamId" from day_slots order by submission_id`;
  expect(ofDays).toEqual(withSlots.map(({ id, day, teamId }) => ({ id, day, teamId })));
}

/**
 * The model predicts the number of snapshots, so this also shows that a frozen round got none and that an official ranking was
 * published once.
 */
async function checkSnapshots({ rounds }: Model, { site }: World): Promise<void> {
  const rows = await site.superuser`
    select number, split, count(*)::int as count, max(revision) as revision
    from snapshots join rounds using (round_id) group by number, split order by number, split`;
  const expected = rounds.flatMap(({ number, provisionalCount: count, isOfficial }) => [
    ...(count > 0 ? [{ number, split: 'feedback', count, revision: count }] : []),
    ...(isOfficial ? [{ number, split: 'final', count: 1, revision: 1 }] : []),
  ]);
  expect(rows).toEqual(expected);
}

async function checkRecord(model: Model, { site }: World): Promise<void> {
  const rotations = await site.superuser`
    select due_at as "dueAt", c.number as closed, o.number as opened from rotations
    left join rounds c on c.round_id = closed_round_id left join rounds o on o.round_id = opened_round_id order by due_at`;
  const byDue = [...model.rotations].sort((a, b) => a.dueAt - b.dueAt);
  expect(rotations).toEqual(byDue.map((rotation) => ({ ...rotation, dueAt: new Date(rotation.dueAt) })));
  const acts = await site.superuser`
    select act || ' ' || actor_kind as act, count(*)::int as count from audit_events group by 1`;
  expect(new Map(acts.map(({ act, count }) => [act, count]))).toEqual(model.acts);
  const proposals = await site.superuser`
    select number, proposed_by as "proposedBy" from invalidations join rounds using (round_id)
    where consented_at is null and dropped_at is null order by number`;
  expect(proposals.map(({ number }) => number)).toEqual(
    model.rounds.filter(isProposed).map(({ number }) => number),
  );
  const [benchmark] = await site.superuser`
    select next_rotation_at as "nextDueAt", overdue_since as "overdueSince" from benchmarks`;
  expect(benchmark).toEqual({
    nextDueAt: toDate(model.nextDueAt),
    overdueSince: toDate(model.overdueSince),
  });
}

const isProposed = ({ proposer }: ModelRound): boolean => proposer !== null;

/** Asserts that the stored rows of the benchmark list equal a recomputation, so that no trigger has missed a change. */
async function checkListings({ site }: World): Promise<void> {
  const read = () =>
    site.superuser`select to_jsonb(l) as listing from benchmark_listings l order by benchmark_id`;
  const listings = await read();
  await site.superuser`select refresh_benchmark_listing(benchmark_id) from benchmarks`;
  expect(listings).toEqual(await read());
}
