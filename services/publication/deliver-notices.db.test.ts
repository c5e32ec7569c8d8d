import { randomUUID } from 'node:crypto';
import { drizzle } from 'drizzle-orm/postgres-js';
import { afterEach, describe, expect, it } from 'vitest';
import { makeLog } from '@/adapters/log';
import { insertNotice } from '@/db/queries/notice-queries';
import { isIntegrityNotice, type NoticeKind, noticeKinds } from '@/lib/core/notice/notice';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { startTestSmtp, type TestSmtp } from '@/testing/start-test-smtp';
import { scorePredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { runSchedules } from '@/worker/rotation/rotate-benchmark';
import type { Actor } from '../access/caller';
import { listNoticePreferences, muteNotices } from '../account/notices';
import { closeRound } from '../round/openings';
import { deliverNotices, startDelivering } from './deliver-notices';
import { findLeaderboard } from './find-leaderboard';

describe('delivering notices', () => {
  const site = provideTestSite();
  const owner = providePerson(site, 'Owner');
  let smtp: TestSmtp | undefined;
  afterEach(async () => {
    site.web.environment.SMTP_URL = undefined;
    await smtp?.stop();
    smtp = undefined;
    await site.superuser`delete from notice_deliveries`;
    await site.superuser`delete from notices`;
    await site.superuser`delete from inbox_mails`;
  });

  type Place = { slug: string; benchmarkId: string; earlier: string; roundId: string };

  /** A benchmark with a closed round and a newer open round. Notices of the two sealings exist already. */
  async function makePlace(): Promise<Place> {
    const slug = await makeBenchmark(owner);
    const [row] = await site.superuser<[{ id: string }]>`
      select benchmark_id as id from benchmarks where slug = ${slug}`;
    const round = async (number: number, state: string) => {
      const [made] = await site.superuser<[{ id: string }]>`
        insert into rounds (benchmark_id, number, queue_order, title, state, opens_at, opened_at, closes_at, closed_at,
          checked_at, check_report, sealed_at, item_count, feedback_count, final_count, scorer_version, feedback_policy,
          commitment, test_set_byte_count, test_set_sealed_sha256)
        values (${row.id}, ${number}, ${number}, ${`May ${number}`}, ${state}::round_state, now(), now(),
          now() + interval '1 day', ${state === 'closed' ? site.superuser`now()` : null},
          now(), '{}', now(), 10, 5, 5, '1', 'exact', '{}', 1, 'x') returning round_id as id`;
      return made.id;
    };
    return { slug, benchmarkId: row.id, earlier: await round(1, 'closed'), roundId: await round(2, 'open') };
  }

  /** A new person whose team of one has submitted to this round. */
  async function makeTeamIn(place: Place, roundId: string, name: string): Promise<Actor> {
    const person = await makePerson(site, name);
    await site.superuser`
      with model as (
        insert into models (benchmark_id, team_id, slug, name, skeleton)
        select ${place.benchmarkId}, team_id, 'm-' || team_id, 'Model', 'm-' || team_id from team_members where user_id = ${person.userId}
        returning model_id, team_id)
      insert into submissions (submission_id, round_id, team_id, user_id, model_id, version, version_skeleton, kind, evidence, disclosure,
        idempotency_key, request_sha256, file_sha256, file_byte_count, state, code, message, received_at)
      select gen_random_uuid(), ${roundId}, team_id, ${person.userId}, model_id, '1', '1', 'predictions', 'in-round', '{}',
        gen_random_uuid(), '', '', 1, 'rejected', 'empty_file', 'It is empty.', now() from model`;
    return person;
  }

  async function giveRole(place: Place, role: string, name: string): Promise<Actor> {
    const person = await makePerson(site, name);
    await site.superuser`
      insert into benchmark_maintainers (benchmark_id, user_id, role)
      values (${place.benchmarkId}, ${person.userId}, ${role}::maintainer_role)`;
    return person;
  }

  const give = (place: Place, kind: NoticeKind, detail: Record<string, string> = {}) =>
    insertNotice(drizzle(site.superuser), {
      key: `${kind}:${randomUUID()}`,
      kind,
      benchmarkId: place.benchmarkId,
      roundId: kind === 'refresh_overdue' ? null : place.roundId,
      detail,
      createdAt: new Date('2001-06-01T00:00:00Z'),
    });
  const listInbox = () => site.superuser<{ recipient: string; subject: string; body: string }[]>`
    select recipient, subject, body from inbox_mails order by recipient`;
  const recipientsOf = async () => (await listInbox()).map(({ recipient }) => recipient);
  const emailsOf = (...people: Actor[]) => people.map(({ email }) => email!).sort();
  const listDeliveries = () => site.superuser<{ attempt: number; sentAt: Date | null }[]>`
    select attempt, sent_at as "sentAt" from notice_deliveries order by sent_at nulls last`;
  // Sets the due time a second back: it has microseconds, while the delivery's clock has milliseconds and might read an earlier
  // time.
  const makeAllDue = () => site.superuser`update notice_deliveries set due_at = now() - interval '1 second'`;

  it('mails each of 200 people once while ten processes deliver concurrently', async () => {
    const place = await makePlace();
    await site.superuser`
      with people as (
        insert into users (name, email) select 'p', 'crowd-' || n || '@example.org' from generate_series(1, 200) n
        returning user_id)
      insert into benchmark_maintainers (benchmark_id, user_id, role)
      select ${place.benchmarkId}, user_id, 'auditor' from people`;
    await site.superuser`
      delete from benchmark_maintainers where benchmark_id = ${place.benchmarkId} and user_id = ${owner.userId}`;
    smtp = await startTestSmtp();
    site.web.environment.SMTP_URL = smtp.url;
    await give(place, 'refresh_overdue');
    await Promise.all(Array.from({ length: 10 }, () => deliverNotices(site.web)));
    await deliverNotices(site.web);
    const recipients = smtp.received.flatMap(({ recipients }) => recipients);
    expect(recipients).toHaveLength(200);
    expect(new Set(recipients).size).toBe(200);
    expect((await listDeliveries()).every(({ attempt, sentAt }) => attempt === 1 && sentAt !== null)).toBe(
      true,
    );
  });

  it('mails each notice once to every person whom its kind concerns, and to nobody else', async () => {
    const place = await makePlace();
    const elsewhere = await makePlace();
    const maintainer = await giveRole(place, 'maintainer', 'Maintainer');
    const auditor = await giveRole(place, 'auditor', 'Auditor');
    const before = await makeTeamIn(place, place.earlier, 'Before');
    const now = await makeTeamIn(place, place.roundId, 'Now');
    await makeTeamIn(elsewhere, elsewhere.roundId, 'Elsewhere');
    await site.superuser`
      insert into benchmark_maintainers (benchmark_id, user_id, role) values (${place.benchmarkId}, ${now.userId}, 'auditor')
      on conflict do nothing`;
    const follower = await makePerson(site, 'Follower');
    await site.superuser`
      insert into benchmark_followers (benchmark_id, user_id) values (${place.benchmarkId}, ${follower.userId})`;
    const roles = [owner, maintainer, auditor, now];
    const expected: Record<NoticeKind, Actor[]> = {
      round_opened: [...roles, before],
      closing_soon: [before, now],
      round_closed: [],
      refresh_due: roles,
      refresh_overdue: roles,
      round_frozen: roles,
      round_unfrozen: roles,
      round_invalidated: roles,
      leak_reported: roles,
      objections_begun: [],
      erratum_published: roles,
      flags_raised: roles,
      consent_needed: roles,
      announced: [...roles, before, follower],
      entry_asked: roles,
      // Goes to the person that the notice's detail names, here none.
      entry_decided: [],
      // Goes to the team that the notice's detail names, here none.
      training_failed: [],
    };
    for (const kind of noticeKinds) {
      await give(place, kind);
      await deliverNotices(site.web);
      expect(await recipientsOf(), kind).toEqual(emailsOf(...expected[kind]));
      await site.superuser`delete from inbox_mails`;
    }
  });

  it('mails nothing about a benchmark that an operator has hidden, except to people with a role, and nothing about a deleted one', async () => {
    const place = await makePlace();
    await makeTeamIn(place, place.roundId, 'Now');
    const mailed = async (state: 'hidden' | 'deleted') => {
      await site.superuser`update benchmarks set visibility = 'withdrawn' where benchmark_id = ${place.benchmarkId}`;
      await site.superuser`
        insert into moderations (kind, subject_id, state, reason, audit_event_id, at)
        values ('benchmark', ${place.benchmarkId}, ${state}, 'It names private people.', 1, now())
        on conflict (kind, subject_id) do update set state = excluded.state`;
      await give(place, 'round_opened');
      await deliverNotices(site.web);
      const recipients = await recipientsOf();
      await site.superuser`delete from inbox_mails`;
      return recipients;
    };
    expect(await mailed('hidden')).toEqual(emailsOf(owner));
    expect(await mailed('deleted')).toEqual([]);
  });

  it('asks every person with a role for consent, except the proposer', async () => {
    const place = await makePlace();
    const maintainer = await giveRole(place, 'maintainer', 'Maintainer');
    await give(place, 'consent_needed', { what: 'invalidation', reason: 'Seen', proposed_by: owner.userId });
    await deliverNotices(site.web);
    const [mail, ...others] = await listInbox();
    expect(others).toEqual([]);
    expect(mail?.recipient).toBe(maintainer.email);
    expect(mail?.body).toContain('A maintainer proposes to invalidate round ');
    expect(mail?.body).toContain('The reason given: “Seen”');
  });

  it('mails no kind that a person switched off, except integrity notices', async () => {
    const place = await makePlace();
    const person = await makeTeamIn(place, place.roundId, 'Quiet');
    const canBeMuted = noticeKinds.filter((kind) => !isIntegrityNotice(kind));
    unwrap(await muteNotices(person, { muted: canBeMuted }));
    expect(
      (await listNoticePreferences(person)).filter(({ wanted }) => wanted).map(({ kind }) => kind),
    ).toEqual(noticeKinds.filter(isIntegrityNotice));
    expect(await muteNotices(person, { muted: ['round_frozen'] })).toMatchObject(
      refusedAs('invalid_request'),
    );
    await site.superuser`insert into muted_notices (user_id, kind) values (${person.userId}, 'round_frozen')`;
    await give(place, 'round_opened');
    await give(place, 'round_frozen', { reason: 'Labels were seen' });
    await deliverNotices(site.web);
    const own = (await listInbox()).filter(({ recipient }) => recipient === person.email);
    expect(own.map(({ subject }) => subject)).toEqual(['Frozen: May 2, Test benchmark']);
    expect(own[0]!.body).toContain('The reason given: “Labels were seen”');
    unwrap(await muteNotices(person, { muted: [] }));
    expect((await listNoticePreferences(person)).every(({ wanted }) => wanted)).toBe(true);
  });

  it('says in the reminder before the close whether the reader’s team has submitted, and sends no reminder after the close', async () => {
    const place = await makePlace();
    const before = await makeTeamIn(place, place.earlier, 'Before');
    const now = await makeTeamIn(place, place.roundId, 'Now');
    await give(place, 'closing_soon');
    await deliverNotices(site.web);
    const bodyFor = async ({ email }: Actor) =>
      (await listInbox()).find(({ recipient }) => recipient === email)!.body;
    expect(await bodyFor(before)).toContain('not yet to the one that is open: May 2 (round 2)');
    expect(await bodyFor(now)).toContain('to which your team has submitted');
    await site.superuser`delete from inbox_mails`;
    // The close was moved; this earlier notice is due before the notice about the new date.
    await give(place, 'closing_soon', { closes_at: new Date().toISOString() });
    await deliverNotices(site.web);
    expect(await listInbox()).toEqual([]);
    await site.superuser`update rounds set closes_at = now() - interval '1 millisecond' where round_id = ${place.roundId}`;
    await give(place, 'closing_soon');
    await deliverNotices(site.web);
    expect(await listInbox()).toEqual([]);
  });

  it('mails maintainers once, a day before an automatic reveal, if a leak report of the round is unhandled, else not at all', async () => {
    const place = await makePlace();
    const maintainer = await giveRole(place, 'maintainer', 'Watches reports');
    const remind = async () => {
      await site.superuser`delete from inbox_mails`;
      await runSchedules(site.scorer);
      await deliverNotices(site.web);
      return (await listInbox()).filter(({ subject }) => subject.startsWith('Revealed soon'));
    };
    const report = () => site.superuser`
      insert into leak_reports (round_id, contact, report, reported_at, kind)
      values (${place.earlier}, '', 'canary-4711', now(), 'anonymous')`;
    await report();
    expect(await remind()).toEqual([]);
    await site.superuser`update benchmarks set reveals_after_rounds = 1 where benchmark_id = ${place.benchmarkId}`;
    await site.superuser`update rounds set closes_at = now() + interval '30 hours' where round_id = ${place.roundId}`;
    expect(await remind()).toEqual([]);
    await site.superuser`update rounds set closes_at = now() + interval '23 hours' where round_id = ${place.roundId}`;
    const mails = await remind();
    expect(mails.map(({ recipient }) => recipient).sort()).toEqual(emailsOf(owner, maintainer));
    expect(mails[0]!.body).toContain('May 1');
    expect(mails[0]!.body).toContain('A revealed round can no longer be frozen');
    expect(JSON.stringify(mails)).not.toContain('canary');
    expect(await remind()).toEqual([]);
    await site.superuser`update leak_reports set handled_at = now(), handled_by = ${owner.userId} where round_id = ${place.earlier}`;
    await site.superuser`update rounds set closes_at = now() + interval '22 hours' where round_id = ${place.roundId}`;
    expect(await remind()).toEqual([]);
  });

  it('holds the mail about an opening while the round is frozen, and sends it after the unfreeze', async () => {
    const place = await makePlace();
    const now = await makeTeamIn(place, place.roundId, 'Now');
    await site.superuser`
      update rounds set state = 'frozen', frozen_from = 'open', frozen_at = now(), freeze_reason = 'Labels were seen'
      where round_id = ${place.roundId}`;
    await give(place, 'round_opened');
    for (let pass = 0; pass < 7; pass++) {
      await deliverNotices(site.web);
      await makeAllDue();
    }
    expect(await listInbox()).toEqual([]);
    await site.superuser`
      update rounds set state = 'open', frozen_from = null, frozen_at = null, freeze_reason = null
      where round_id = ${place.roundId}`;
    await deliverNotices(site.web);
    expect(await recipientsOf()).toEqual(emailsOf(owner, now));
  });

  it('retries while the mail server is down, once per pass and at most five times in total', async () => {
    const place = await makePlace();
    await giveRole(place, 'maintainer', 'Maintainer');
    smtp = await startTestSmtp();
    site.web.environment.SMTP_URL = smtp.url;
    await smtp.stop();
    await give(place, 'refresh_overdue');
    const report = await deliverNotices(site.web);
    expect(report).toMatchObject({ addressed: 1, sent: 0, failed: 1 });
    expect(JSON.stringify(report)).not.toContain('@');
    expect((await listDeliveries()).map(({ attempt }) => attempt).sort()).toEqual([0, 1]);
    for (let pass = 0; pass < 12; pass++) {
      await makeAllDue();
      await deliverNotices(site.web);
    }
    expect((await listDeliveries()).map(({ attempt }) => attempt)).toEqual([5, 5]);
    site.web.environment.SMTP_URL = undefined;
    await deliverNotices(site.web);
    expect(await listInbox()).toEqual([]);
  });

  it('later sends a mail that another process claimed and never sent', async () => {
    const place = await makePlace();
    await give(place, 'refresh_overdue');
    site.web.environment.SMTP_URL = 'smtp://127.0.0.1:1';
    await deliverNotices(site.web);
    site.web.environment.SMTP_URL = undefined;
    expect(await deliverNotices(site.web)).toMatchObject({ sent: 0, failed: 0 });
    await makeAllDue();
    expect(await deliverNotices(site.web)).toMatchObject({ sent: 1 });
    await makeAllDue();
    expect(await deliverNotices(site.web)).toMatchObject({ sent: 0 });
    expect(await recipientsOf()).toEqual([owner.email]);
  });

  it('doesn’t delay other people’s mails when one mailbox refuses its mail', async () => {
    const place = await makePlace();
    const others = await Promise.all(['A', 'B', 'C'].map((name) => giveRole(place, 'auditor', name)));
    smtp = await startTestSmtp();
    smtp.refused.add(owner.email!);
    site.web.environment.SMTP_URL = smtp.url;
    await give(place, 'refresh_overdue');
    const report = await deliverNotices(site.web);
    expect(report).toEqual({ addressed: 1, sent: 3, failed: 1, failures: ['EENVELOPE 550'] });
    expect(smtp.received.flatMap(({ recipients }) => recipients).sort()).toEqual(emailsOf(...others));
  });

  it('runs in a loop that survives failures, logs no address and can be stopped', async () => {
    const place = await makePlace();
    const logged: string[] = [];
    const log = makeLog('web', { write: (line: string) => void logged.push(line) });
    smtp = await startTestSmtp();
    smtp.refused.add(owner.email!);
    site.web.environment.SMTP_URL = smtp.url;
    await give(place, 'refresh_overdue');
    const running = startDelivering({ ...site.web, log }, 20);
    await waitUntil(async () => logged.some((line) => line.includes('"failed":1')));
    smtp.refused.clear();
    await makeAllDue();
    await waitUntil(async () => smtp!.received.length > 0);
    await running.stop();
    expect(logged.join('\n')).toContain('"sent":1');
    expect(logged.join('\n')).not.toContain('@');
    await give(place, 'refresh_overdue');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(smtp.received).toHaveLength(1);
  });

  it('mails every team its rank once the official ranking is published, and nothing about a round that was invalidated since', async () => {
    const items = makeBinaryItems(60);
    const scorer = await startTestScorer(site);
    try {
      const slug = await makeBenchmark(owner, { feedback_policy: 'final-only' });
      const number = await makeOpenRound(owner, slug, formatTestSet(items));
      const [ada, grace] = [await makePerson(site, 'Ada'), await makePerson(site, 'Grace')];
      for (const [person, model, every] of [
        [ada, 'Foo', 5],
        [grace, 'Bar', 3],
      ] as const) {
        const file = formatPredictions(items.ids, (i) =>
          (i % 2 === 0) === (i % every === 0) ? 'yes' : 'no',
        );
        await scorePredictions(person, slug, file, { model });
      }
      const closedMails = async () =>
        (await listInbox()).filter(({ subject }) => subject.startsWith('The official ranking'));
      await deliverNotices(site.web);
      expect(await closedMails()).toEqual([]);
      unwrap(await closeRound(owner, slug, number, { reason: 'It has run long enough' }));
      const board = await waitUntil(async () => {
        const found = await findLeaderboard(slug, number);
        return found.ok && found.value.split === 'final' && found.value;
      });
      await deliverNotices(site.web);
      const mails = await closedMails();
      expect(mails.map(({ recipient }) => recipient)).toEqual(emailsOf(ada, grace));
      // The feedback and final splits are drawn at random, so one model may lead on the final split or both may share rank 1.
      expect(board.entries).toHaveLength(2);
      for (const { model, rank_lower, rank_upper, score } of board.entries) {
        const [own, other] = model === 'Foo' ? mails : [...mails].reverse();
        const ranks = rank_lower === rank_upper ? rank_lower : `${rank_lower}–${rank_upper}`;
        expect(own?.body).toContain(`Your model ${model} is ranked ${ranks} of 2. Its `);
        expect(own?.body).toContain(` is ${(100 * score).toFixed(2)} (`);
        expect(other?.body).not.toContain(`Your model ${model}`);
      }
      await site.superuser`delete from inbox_mails`;
      await site.superuser`update notice_deliveries set sent_at = null, attempt = 0, due_at = now() - interval '1 second'`;
      await site.superuser`alter table rounds disable trigger all`;
      await site.superuser`
        update rounds set state = 'invalidated', frozen_from = 'closed', frozen_at = now(), freeze_reason = 'leaked',
          invalidated_at = now(), invalidation_reason = 'leaked'
        where round_id in (select round_id from notices where kind = 'round_closed')`;
      await site.superuser`alter table rounds enable trigger all`;
      await deliverNotices(site.web);
      expect(await closedMails()).toEqual([]);
    } finally {
      await scorer.stop();
    }
  });
});
