import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { machineBootClock } from '@/adapters/boot-clock';
import type { Actor } from '@/services/access/caller';
import { findReadiness } from '@/services/publication/find-readiness';
import { freezeRound, unfreezeRound } from '@/services/round/freeze';
import { closeRound, openRound } from '@/services/round/openings';
import { findRound } from '@/services/round/view';
import { makeBenchmark, sealRoundOf } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { setDatabaseClock } from '@/testing/set-database-clock';
import { findBundle } from '@/testing/spawn-process';
import { unwrap } from '@/testing/unwrap';
import { runRevealRound } from '../reveal/run-reveal-round';
import { runSchedules } from '../rotation/rotate-benchmark';
import { runOpenRound } from '../rotation/run-open-round';
import { sweep } from '../run-scorer';
import type { ScorerPlatform } from '../scorer-platform';
import { runPrepareInputs } from '../sealing/run-prepare-inputs';
import { ClockJumped, watchClock } from './steady-clock';

const noon = new Date('2030-01-02T12:00:00Z');

const twoDaysLater = new Date('2030-01-04T12:00:00Z');

const closesAt = '2030-01-03T12:00:00.000Z';

describe('database clock that jumps by two days', () => {
  const site = provideTestSite();
  let scorer: ScorerPlatform;
  let maintainer: Actor;
  let slug: string;
  let roundIds: string[];
  /** A benchmark that has only a sealed round. */
  let other: { slug: string; roundId: string };

  beforeAll(async () => {
    // Moves the clock before the first connection, so that all connections have the moved time.
    await setDatabaseClock(site, noon);
    maintainer = await makePerson(site);
    scorer = { ...site.scorer, bootClock: machineBootClock() };
    slug = await makeBenchmark(maintainer);
    roundIds = [
      await sealRoundOf(site, maintainer, slug, { closes_at: closesAt }),
      await sealRoundOf(site, maintainer, slug),
    ];
    const otherSlug = await makeBenchmark(maintainer);
    other = { slug: otherSlug, roundId: await sealRoundOf(site, maintainer, otherSlug) };
    for (const roundId of [...roundIds, other.roundId]) await runPrepareInputs(scorer, { roundId });
    expect(await watchClock(scorer)).toBe('steady');
    await runOpenRound(scorer, { roundId: roundIds[0]!, closesAt: null });
    expect(await stateOf(1)).toBe('open');
  });

  const stateOf = async (number: number) => unwrap(await findRound(slug, number)).state;
  const listHolds = () => site.superuser<{ leapMs: number; acceptedAt: Date | null }[]>`
    select leap_ms as "leapMs", accepted_at as "acceptedAt" from clock_holds`;

  it('causes no close, opening, reveal or failure, also where no process checked the clock before the action', async () => {
    await setDatabaseClock(site, twoDaysLater);
    await expect(runSchedules(scorer)).rejects.toThrow(ClockJumped);
    await expect(runOpenRound(scorer, { roundId: other.roundId, closesAt: null })).rejects.toThrow(
      ClockJumped,
    );
    expect([await stateOf(1), await stateOf(2)]).toEqual(['open', 'sealed']);
    expect(unwrap(await findRound(other.slug, 1)).state).toBe('sealed');
  });

  it('causes one hold of actions and one audit event, however many scorers notice the jump', async () => {
    expect(await Promise.all(Array.from({ length: 20 }, () => watchClock(scorer)))).toEqual(
      Array.from({ length: 20 }, () => 'held'),
    );
    const holds = await listHolds();
    expect(holds).toHaveLength(1);
    expect(Math.abs(holds[0]!.leapMs - 2 * 86_400_000)).toBeLessThan(60_000);
    expect(await site.superuser`select act from audit_events where act = 'clock_held'`).toHaveLength(1);
    expect(await findReadiness()).toMatchObject({ clock: 'held' });
    expect(await sweep(scorer, [])).toMatchObject({ overdue: 0 });
  });

  it('refuses a maintainer’s irreversible requests with a reason', async () => {
    const held = { ok: false, error: { kind: 'clock_held', heldAt: expect.any(Date) } };
    expect(await closeRound(maintainer, slug, 1, { reason: 'It has run long enough' })).toMatchObject(held);
    expect(await openRound(maintainer, other.slug, 1)).toMatchObject(held);
  });

  it('causes the same refusal even if it jumps between an action’s check and its write', async () => {
    const [hold] = await site.superuser`delete from clock_holds returning held_at, leap_ms`;
    let closing: ReturnType<typeof closeRound> | undefined;
    await site.superuser.begin(async (sql) => {
      // This lock stops the close between its check of the clock and its write, where it reads submissions.
      await sql`lock table submissions in access exclusive mode`;
      closing = closeRound(maintainer, slug, 1, { reason: 'It has run long enough' });
      for (let waiting = 0; waiting === 0; )
        [{ waiting }] = await sql<[{ waiting: number }]>`
          select count(*)::int as waiting from pg_locks where not granted and relation = 'submissions'::regclass`;
      await sql`insert into clock_holds ${sql(hold!)}`;
    });
    expect(await closing).toMatchObject({ ok: false, error: { kind: 'clock_held', heldAt: hold!.held_at } });
    expect(await stateOf(1)).toBe('open');
  });

  it('prevents an unfreeze, which might close the round for good, but not a freeze', async () => {
    const [hold] = await site.superuser`select held_at from clock_holds`;
    expect(
      await freezeRound(maintainer, slug, 1, { reason: 'A file with the labels is on a forum.' }),
    ).toMatchObject({ ok: true });
    expect(await unfreezeRound(maintainer, slug, 1)).toEqual({
      ok: false,
      error: { kind: 'clock_held', heldAt: hold!.held_at },
    });
    expect(await stateOf(1)).toBe('frozen');
    await site.superuser`update clock_holds set accepted_at = now()`;
    await setDatabaseClock(site, noon);
    expect(unwrap(await unfreezeRound(maintainer, slug, 1))).toMatchObject({ state: 'open' });
    await setDatabaseClock(site, twoDaysLater);
    await site.superuser`update clock_holds set accepted_at = null`;
  });

  it('blocks irreversible writes of every role in the database itself', async () => {
    for (const state of ['closed', 'frozen'] as const) {
      const moved = site.superuser.begin(async (sql) => {
        await sql`update rounds set state = ${state}, closed_at = now(), frozen_at = now(), frozen_from = 'open', freeze_reason = 'x'
          where round_id = ${roundIds[0]!}`;
        throw new Error('undone');
      });
      await expect(moved).rejects.toMatchObject(
        state === 'closed' ? { constraint_name: 'rounds_clock_is_held' } : { message: 'undone' },
      );
    }
    await expect(site.web.db.execute('update clock_holds set accepted_at = now()')).rejects.toMatchObject({
      cause: { code: '42501' },
    });
  });

  it('holds actions until an operator accepts the clock’s time, even after it has jumped back', async () => {
    await setDatabaseClock(site, noon);
    expect(await watchClock(scorer)).toBe('held');
    await setDatabaseClock(site, twoDaysLater);
    const accept = async () =>
      promisify(execFile)(process.execPath, [await findBundle('cli/admin.ts'), 'accept-clock'], {
        env: { ...site.environments.web, NODE_ENV: 'test', DATABASE_URL_OWNER: site.urls.superuser },
      });
    expect((await accept()).stdout).toMatch(/^It is 2030-01-04T12:\d\d:.*, after a jump of 1\d{5} s\./);
    expect((await accept()).stdout).toContain('has not jumped');
    expect(
      await site.superuser`select act, actor_kind from audit_events where act = 'clock_accepted'`,
    ).toMatchObject([{ actor_kind: 'operator' }]);
    expect(await watchClock(scorer)).toBe('steady');
    await runSchedules(scorer);
    expect([await stateOf(1), await stateOf(2)]).toEqual(['closed', 'sealed']);
    expect(await findReadiness()).toMatchObject({ clock: 'ok' });
    await expect(runRevealRound(scorer, { roundId: roundIds[0]! })).resolves.toBeUndefined();
  });

  it('also holds actions of a scorer that starts after the jump, within the same boot of the machine', async () => {
    await setDatabaseClock(site, noon);
    expect(await watchClock({ ...site.scorer, bootClock: machineBootClock() })).toBe('held');
  });
});
