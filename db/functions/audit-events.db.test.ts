import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ActRule, type AuditAct, auditActorKinds, auditActs } from '@/lib/core/audit/audit-act';
import { keysOf } from '@/lib/core/keys-of';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';

const acts = keysOf(auditActs);
const minuteMs = 60_000;

describe('audit log', () => {
  const site = provideTestSite();
  let connections: Record<'web' | 'scorer', postgres.Sql>;
  let place: { userId: string; benchmarkId: string; roundId: string };

  beforeAll(async () => {
    connections = {
      web: postgres(site.urls.web, { max: 1, onnotice: () => {} }),
      scorer: postgres(site.urls.scorer, { max: 1, onnotice: () => {} }),
    };
    const maintainer = await makePerson(site);
    const slug = await makeBenchmark(maintainer);
    const [round] = await site.superuser<{ benchmarkId: string; roundId: string }[]>`
      insert into rounds (benchmark_id, number, queue_order, title, test_set_byte_count, test_set_sealed_sha256)
      select benchmark_id, 1, 1, 'A round', 1, 'a' from benchmarks where slug = ${slug}
      returning benchmark_id as "benchmarkId", round_id as "roundId"`;
    place = { userId: maintainer.userId, ...round! };
  });
  afterAll(() => Promise.all([connections?.web.end(), connections?.scorer.end()]));

  type Event = Record<string, string | boolean | null>;

  /** Returns the row with which a process records this event correctly. */
  const eventOf = (act: AuditAct, actorKind: string): Event => {
    const { isPublic, on, hasReason }: ActRule = auditActs[act];
    return {
      act,
      actor_kind: actorKind,
      user_id:
        on !== 'site' && ['maintainer', 'operator', 'participant'].includes(actorKind) ? place.userId : null,
      benchmark_id: on === 'site' ? null : place.benchmarkId,
      round_id: on === 'round' ? place.roundId : null,
      detail: hasReason ? '{"reason": "So that it is known"}' : '{}',
      is_public: isPublic,
    };
  };
  const insert = (as: 'web' | 'scorer', event: Event, overriding = '') => {
    const sql = connections[as];
    const columns = Object.keys(event);
    return sql.unsafe(
      `insert into audit_events (${columns.join(', ')}) ${overriding} values (${columns.map((name, i) => (name === 'detail' ? `$${i + 1}::text::jsonb` : `$${i + 1}`)).join(', ')})`,
      Object.values(event),
    );
  };

  it('accepts each event only from the role and the person that the table names', async () => {
    for (const act of acts)
      for (const as of ['web', 'scorer'] as const)
        for (const kind of auditActorKinds) {
          const { by }: ActRule = auditActs[act];
          const inserted = insert(as, eventOf(act, kind));
          if (by[as]?.includes(kind)) await inserted;
          else
            await expect(inserted, `${act} by ${kind}, from ${as}`).rejects.toMatchObject({
              constraint_name: 'audit_events_not_its_own',
            });
        }
    await expect(
      insert('web', { ...eventOf('round_closed', 'maintainer'), act: 'round_won' }),
    ).rejects.toMatchObject({
      constraint_name: 'audit_events_not_its_own',
    });
  });

  it('lets the web role choose neither the id nor the time of an event', async () => {
    const act = eventOf('round_closed', 'maintainer');
    const denied = { code: '42501' };
    await expect(
      insert('web', { ...act, audit_event_id: '9000000000000000000' }, 'overriding system value'),
    ).rejects.toMatchObject(denied);
    await expect(insert('web', { ...act, at: '2020-01-01T00:00:00Z' })).rejects.toMatchObject(denied);
    await expect(insert('web', { ...act, at: null })).rejects.toMatchObject(denied);
    await insert('web', act);
    const [newest] = await site.superuser`
      select at, clock_timestamp() - at < interval '1 minute' as "isNow" from audit_events order by audit_event_id desc limit 1`;
    expect(newest).toMatchObject({ isNow: true });
    expect(Math.abs(newest!.at.getTime() - Date.now())).toBeLessThan(minuteMs);
  });

  it('lets neither role record an event without a benchmark, with a round of another one, or with a visibility of its choice', async () => {
    const misplaced = { constraint_name: 'audit_events_of_their_place' };
    const [web, scorer] = [eventOf('round_closed', 'maintainer'), eventOf('round_closed', 'scheduler')];
    const changes: Event[] = [
      { benchmark_id: null },
      { benchmark_id: null, round_id: null },
      { benchmark_id: randomUUID() },
      { round_id: null },
      { round_id: randomUUID() },
      { is_public: false },
    ];
    for (const change of changes) {
      await expect(insert('web', { ...web, ...change }), JSON.stringify(change)).rejects.toMatchObject(
        misplaced,
      );
      await expect(insert('scorer', { ...scorer, ...change }), JSON.stringify(change)).rejects.toMatchObject(
        misplaced,
      );
    }
    const ofBenchmark = eventOf('schedule_changed', 'maintainer');
    const elsewhere: Event[] = [{ round_id: place.roundId }, { benchmark_id: randomUUID() }];
    for (const change of elsewhere)
      await expect(insert('web', { ...ofBenchmark, ...change })).rejects.toMatchObject(misplaced);
  });

  it('refuses a maintainer’s event without a reason where one is required', async () => {
    const reasoned = acts.filter((act) => {
      const { hasReason }: ActRule = auditActs[act];
      return hasReason;
    });
    expect(reasoned).toContain('round_closed');
    for (const act of reasoned)
      for (const detail of [
        '{}',
        '{"reason": ""}',
        '{"reason": " \\n\\t"}',
        '{"reason": null}',
        '{"reason": 1}',
      ])
        await expect(
          insert('web', { ...eventOf(act, 'maintainer'), detail }),
          `${act} ${detail}`,
        ).rejects.toMatchObject({ constraint_name: 'audit_events_have_reasons' });
    await insert('scorer', { ...eventOf('round_closed', 'scheduler'), detail: '{}' });
  });

  it('refuses a maintainer’s event without a person, and details that are long, deep or missing', async () => {
    const act = eventOf('round_closed', 'maintainer');
    await expect(insert('web', { ...act, user_id: null })).rejects.toMatchObject({
      constraint_name: 'audit_events_of_a_person',
    });
    await expect(
      insert('web', { ...eventOf('leak_reported', 'visitor'), user_id: place.userId }),
    ).rejects.toMatchObject({ constraint_name: 'audit_events_of_a_person' });
    for (const detail of [
      '[]',
      '1',
      'null',
      '{"a": []}',
      '{"a": {"b": 1}}',
      JSON.stringify({ a: 'x'.repeat(70_000) }),
    ])
      await expect(insert('web', { ...act, detail }), detail.slice(0, 20)).rejects.toMatchObject({
        constraint_name: 'audit_events_small_detail',
      });
  });
});
