import { randomUUID } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { afterEach, describe, expect, it } from 'vitest';
import type { Executor } from '@/db/client';
import { insertAuditEvent } from '@/db/queries/audit-queries';
import type { AuditFinding, AuditHead } from '@/lib/core/audit/audit-chain';
import { findReadiness } from '@/services/publication/find-readiness';
import { verifyAudit } from '@/services/publication/verify-audit';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { withTestScorer } from '@/testing/start-test-scorer';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { chainAuditEvents, watchUnlinkedEvents } from './run-scorer';

const at = new Date('2026-04-01T07:00:00.123Z');

describe('chain of the audit log', () => {
  const site = provideTestSite();

  afterEach(() => site.superuser`truncate audit_events, audit_links, unlinked_audit_events restart identity`);

  const link = () => chainAuditEvents(site.scorer.client.db);
  const verify = (expected: AuditHead | null = null) => verifyAudit(site.web.db, expected);

  /**
   * Inserts events as the tables' owner, since the roles may record only their own actions and can't date
   * them.
   */
  async function record(count: number, db: Executor = drizzle(site.superuser), when = at): Promise<void> {
    // Each event names another person, since events of one person would wait for each other's budget.
    const people = await site.superuser<{ userId: string }[]>`
      insert into users (name) select 'A person' from generate_series(1, ${count}) returning user_id as "userId"`;
    for (const [i, { userId }] of people.entries()) {
      const event = {
        act: 'round_frozen',
        actorKind: 'maintainer',
        userId,
        benchmarkId: randomUUID(),
        roundId: randomUUID(),
        detail: { reason: `Labels were seen: é ${i}`, count: i, share: 0.1, reported: true, by: null },
        isPublic: true,
      } as const;
      await insertAuditEvent(db, event, when);
    }
  }

  it('links every event once, in the order of ids, a thousand a call, and verifies', async () => {
    await site.superuser`
      insert into audit_events (at, act, actor_kind, detail, is_public)
      select ${at}, 'round_opened', 'scheduler', jsonb_build_object('round', i), true from generate_series(1, 2300) i`;
    const linked = [await link(), await link(), await link(), await link()];
    expect(linked).toEqual([1000, 1000, 300, 0]);
    const [row] = await site.superuser`
      select count(*)::int, bool_and(position = audit_event_id) as same, max(sha256) filter (where position = 2300) as head
      from audit_links`;
    expect(row).toMatchObject({ count: 2300, same: true });
    expect(await verify()).toEqual({
      count: 2300,
      head: { position: 2300, sha256: row?.head },
      findings: [],
    });
  });

  it('verifies without a head before the first event', async () => {
    expect(await verify()).toEqual({ count: 0, head: null, findings: [] });
  });

  it('includes an event whose transaction committed after a later one', async () => {
    let commit = () => {};
    const held = new Promise<void>((done) => {
      commit = done;
    });
    let wasInserted = () => {};
    const inserted = new Promise<void>((done) => {
      wasInserted = done;
    });
    const late = drizzle(site.superuser).transaction(async (tx) => {
      await record(1, tx);
      wasInserted();
      await held;
    });
    await inserted;
    await record(1);
    expect(await link()).toBe(1);
    commit();
    await late;
    expect(await link()).toBe(1);
    const ids = await site.superuser`select audit_event_id::int as id from audit_links order by position`;
    expect(ids.map(({ id }) => id)).toEqual([2, 1]);
    expect((await verify()).findings).toEqual([]);
  });

  it('has no gap and no duplicate when twenty scorers link at once', async () => {
    await record(30);
    const linked = await Promise.all(Array.from({ length: 20 }, link));
    expect(linked.reduce((sum, count) => sum + count)).toBe(30);
    expect(await verify()).toMatchObject({ count: 30, findings: [] });
  });

  it('delays neither a submission nor an audit event while it is locked', async () => {
    const items = makeBinaryItems(10);
    const maintainer = await makePerson(site);
    const slug = await makeBenchmark(maintainer);
    await withTestScorer(site, () => makeOpenRound(maintainer, slug, formatTestSet(items)));
    const holder = postgres(site.urls.superuser, { max: 1, onnotice: () => {} });
    try {
      await holder.begin(async (tx) => {
        await tx`select pg_advisory_xact_lock(hashtextextended('audit_links', 0))`;
        await tx`lock table audit_links in access exclusive mode`;
        const startedMs = performance.now();
        const receipt = await submitPredictions(
          await makePerson(site),
          slug,
          formatPredictions(items.ids, 'no'),
        );
        await record(1);
        expect(receipt.state).toBe('queued');
        expect(performance.now() - startedMs).toBeLessThan(5_000);
        expect(await link()).toBe(0);
      });
    } finally {
      await holder.end();
    }
    expect(await link()).toBeGreaterThan(0);
  });

  it('can be changed by neither role: events are only added, links only by the scorer', async () => {
    await record(1);
    await link();
    for (const db of [site.web.db, site.scorer.client.db])
      for (const statement of [
        sql`update audit_events set act = 'round_closed'`,
        sql`delete from audit_events`,
        sql`truncate audit_events`,
        sql`update audit_links set sha256 = ''`,
        sql`delete from audit_links`,
      ])
        await expect(db.execute(statement)).rejects.toMatchObject({ cause: { code: '42501' } });
    await expect(
      site.web.db.execute(sql`insert into audit_links values (2, 2, ${'ab'.repeat(32)})`),
    ).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  describe('chain that a superuser has tampered with', () => {
    /**
     * Runs statements on a log of seven linked events, verifies the chain, and rolls back. Returns the
     * verification's result.
     */
    async function findAfter(tampering: readonly SQL[], expected: AuditHead | null = null) {
      await record(7);
      await link();
      const superuser = drizzle(site.superuser);
      const undone = new Error('undone');
      let found: AuditFinding[] = [];
      await superuser
        .transaction(async (tx) => {
          for (const statement of tampering) await tx.execute(statement);
          found = [...(await verifyAudit(tx, expected)).findings];
          throw undone;
        })
        .catch((error) => {
          if (error !== undone) throw error;
        });
      expect((await verify()).findings).toEqual([]);
      return found;
    }
    const here = { position: 4, auditEventId: 4 };
    const other = randomUUID();

    it.each<[string, SQL]>([
      ['at', sql`at = at + interval '1 day'`],
      ['at, by a microsecond', sql`at = at + interval '1 microsecond'`],
      ['at, to infinity', sql`at = 'infinity'`],
      ['act', sql`act = 'round_closed'`],
      ['actor_kind', sql`actor_kind = 'operator'`],
      ['user_id', sql`user_id = ${other}::uuid`],
      ['user_id, to null', sql`user_id = null`],
      ['benchmark_id', sql`benchmark_id = ${other}::uuid`],
      ['round_id', sql`round_id = ${other}::uuid`],
      ['round_id, to null', sql`round_id = null`],
      ['detail', sql`detail = detail || '{"reason": "Nothing."}'`],
      ['detail, to less', sql`detail = detail - 'reason'`],
      ['detail, in the eighteenth digit', sql`detail = detail || '{"share": 0.100000000000000001}'`],
      ['is_public', sql`is_public = false`],
    ])('names the event whose %s was changed', async (_, change) => {
      const found = await findAfter([sql`update audit_events set ${change} where audit_event_id = 4`]);
      expect(found).toEqual([{ kind: 'event_changed', ...here }]);
    });

    it('names the event whose id was changed', async () => {
      const found = await findAfter([
        sql`insert into audit_events overriding system value
          select 99, at, act, actor_kind, user_id, benchmark_id, round_id, detail, is_public from audit_events where audit_event_id = 4`,
        sql`delete from audit_events where audit_event_id = 4`,
        sql`delete from unlinked_audit_events`,
      ]);
      expect(found).toEqual([
        { kind: 'event_missing', ...here },
        { kind: 'event_unlinked', auditEventId: '99', at },
      ]);
    });

    it.each<[string, SQL, AuditFinding]>([
      [
        'a deleted event',
        sql`delete from audit_events where audit_event_id = 4`,
        { kind: 'event_missing', ...here },
      ],
      [
        'a deleted link',
        sql`delete from audit_links where position = 4`,
        { kind: 'link_missing', position: 4 },
      ],
      [
        'the first link deleted',
        sql`delete from audit_links where position = 1`,
        { kind: 'link_missing', position: 1 },
      ],
      [
        'a changed hash',
        sql`update audit_links set sha256 = ${'ab'.repeat(32)} where position = 4`,
        { kind: 'link_changed', ...here },
      ],
      [
        'a hash that is none',
        sql`update audit_links set sha256 = upper(sha256) where position = 4`,
        { kind: 'link_changed', ...here },
      ],
      [
        'a link led to no event',
        sql`update audit_links set audit_event_id = 99 where position = 4`,
        { kind: 'event_missing', position: 4, auditEventId: 99 },
      ],
      [
        'a link put before the first',
        sql`insert into audit_links values (0, 99, ${'ab'.repeat(32)})`,
        { kind: 'event_missing', position: 0, auditEventId: 99 },
      ],
      [
        'a changed newest event',
        sql`update audit_events set act = 'round_closed' where audit_event_id = 7`,
        { kind: 'event_or_link_changed', position: 7, auditEventId: 7 },
      ],
    ])('gives for %s the matching finding', async (_, tampering, finding) => {
      const found = await findAfter([tampering]);
      expect(found[0]).toEqual(finding);
    });

    it('names an event inserted without the trigger, however new it claims to be', async () => {
      const found = await findAfter([
        sql`insert into audit_events (act, actor_kind, detail, is_public) values ('round_closed', 'scorer', '{}', true)`,
        sql`delete from unlinked_audit_events`,
      ]);
      expect(found).toEqual([{ kind: 'event_unlinked', auditEventId: '8', at: expect.any(Date) }]);
    });

    it('names the first of two swapped links, and the first of two swapped events', async () => {
      const swap = (table: 'events' | 'hashes') =>
        table === 'hashes'
          ? sql`update audit_links a set sha256 = b.sha256 from audit_links b where (a.position, b.position) in ((3, 5), (5, 3))`
          : sql`update audit_events a set detail = b.detail from audit_events b where (a.audit_event_id, b.audit_event_id) in ((3, 5), (5, 3))`;
      expect((await findAfter([swap('hashes')]))[0]).toMatchObject({ position: 3 });
      await site.superuser`truncate audit_events, audit_links, unlinked_audit_events restart identity`;
      expect(await findAfter([swap('events')])).toEqual([
        { kind: 'event_changed', position: 3, auditEventId: 3 },
      ]);
    });

    it('reveals a cut-off end, and a rebuilt chain, only to a verifier who has noted an earlier head', async () => {
      await record(7);
      await link();
      const { head: noted } = await verify();
      const cut = [
        sql`delete from audit_links where position > 5`,
        sql`delete from audit_events where audit_event_id > 5`,
      ];
      await site.superuser`truncate audit_events, audit_links, unlinked_audit_events restart identity`;
      expect(await findAfter(cut)).toEqual([]);
      await site.superuser`truncate audit_events, audit_links, unlinked_audit_events restart identity`;
      expect(await findAfter(cut, noted)).toEqual([{ kind: 'head_differs', expected: noted, found: null }]);

      // Other events were linked since, so this is another chain of seven events.
      const { head } = await verify();
      expect(await verify(noted)).toMatchObject({
        findings: [{ kind: 'head_differs', expected: noted, found: head?.sha256 }],
      });
      expect((await verify(head)).findings).toEqual([]);
      await record(3);
      await link();
      expect((await verify(head)).findings).toEqual([]);
    });

    it('names an event that has waited a minute for its link, and one that was deleted while it waited', async () => {
      const wait = (seconds: number) =>
        site.superuser`update unlinked_audit_events set recorded_at = clock_timestamp() - make_interval(secs => ${seconds})`;
      await record(2);
      await wait(55);
      expect((await verify()).findings).toEqual([]);
      await wait(61);
      await site.superuser`delete from audit_events where audit_event_id = 2`;
      expect((await verify()).findings).toEqual([
        { kind: 'event_unlinked', auditEventId: '1', at },
        { kind: 'event_gone', auditEventId: '2' },
      ]);
    });
  });

  it('continues behind an event with the largest possible id', async () => {
    await record(1);
    await site.superuser`
      insert into audit_events (audit_event_id, act, actor_kind, detail, is_public) overriding system value
      values (9223372036854775807, 'round_frozen', 'maintainer', '{}', true)`;
    expect(await link()).toBe(2);
    await record(3);
    expect(await link()).toBe(3);
    expect(await verify()).toMatchObject({ count: 5, findings: [] });
  });

  it('links all other events when one can’t be linked, and reports the id of that one once', async () => {
    // An event that is too long to be serialised.
    await site.superuser`
      insert into audit_events (act, actor_kind, detail, is_public)
      values ('round_frozen', 'maintainer', jsonb_build_object('reason', repeat('x', 12000000)), true)`;
    await record(3);
    expect(await link()).toBe(3);
    await record(1);
    expect(await link()).toBe(1);
    const reported: (readonly string[])[] = [];
    const check = watchUnlinkedEvents(site.scorer.client.db, (ids) => reported.push(ids));
    await check();
    expect(reported).toEqual([]);
    expect((await findReadiness()).audit).toBe('ok');
    await site.superuser`update unlinked_audit_events set recorded_at = recorded_at - interval '61 seconds'`;
    await check();
    await check();
    expect(reported).toEqual([['1']]);
    expect((await findReadiness()).audit).toBe('unlinked');
    expect(await verify()).toMatchObject({
      count: 4,
      findings: [{ kind: 'event_unlinked', auditEventId: '1' }],
    });
  });
});
