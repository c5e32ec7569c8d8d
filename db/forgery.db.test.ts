import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freezeRound } from '@/services/round/freeze';
import { closeRound } from '@/services/round/openings';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { scorePredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';

type Tx = postgres.TransactionSql;

type Round = { roundId: string; benchmarkId: string };

/**
 * Tests the guarantees of SECURITY.md against an attacker who controls the web process: each test uses the
 * role of the web process, with SQL of its own.
 */
describe('web process that an attacker controls', () => {
  const site = provideTestSite();
  let web: postgres.Sql;
  const maintainer = providePerson(site, 'Grace');
  const rival = providePerson(site, 'Rival');
  let teamId: string;
  let modelId: string;
  let submissionId: string;
  const colleague = providePerson(site, 'Colleague');
  let proposalId: string;
  let open: Round;
  let closed: Round;
  let frozen: Round;

  beforeAll(async () => {
    web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
    const scorer = await startTestScorer(site);
    const items = makeBinaryItems(10);
    const play = async () => {
      const played = await makeBenchmark(maintainer, { quota_per_round: 3, quota_per_day: 3 });
      const number = await makeOpenRound(maintainer, played, formatTestSet(items));
      const [round] = await site.superuser<Round[]>`
        select round_id as "roundId", benchmark_id as "benchmarkId" from rounds join benchmarks using (benchmark_id) where slug = ${played}`;
      return { slug: played, number, round: round! };
    };
    const [first, second, third] = [await play(), await play(), await play()];
    [open, closed, frozen] = [first.round, second.round, third.round];
    for (const played of [first, third]) {
      const receipt = await scorePredictions(rival, played.slug, formatPredictions(items.ids, 'no'));
      if (played === first) submissionId = receipt.id;
    }
    unwrap(await closeRound(maintainer, second.slug, second.number, { reason: 'It has run long enough' }));
    unwrap(await freezeRound(maintainer, third.slug, third.number, { reason: 'Labels were seen.' }));
    await scorer.stop();
    [{ teamId, modelId } = { teamId: '', modelId: '' }] = await site.superuser<
      { teamId: string; modelId: string }[]
    >`
      select team_id as "teamId", model_id as "modelId" from submissions where submission_id = ${submissionId}`;
    await site.superuser`
      insert into flags (round_id, kind, subject, flag, raised_at)
      select ${closed.roundId}, 'near-copy', n::text, '{}', now() from generate_series(1, 3) n`;
    await site.superuser`
      insert into anchors (benchmark_id, model_id, version, reason, designated_by, designated_at)
      values (${open.benchmarkId}, ${modelId}, '1', 'frozen', ${maintainer.userId}, now() - interval '1 day')`;
    await site.superuser`
      insert into benchmark_maintainers (benchmark_id, user_id, role) values (${open.benchmarkId}, ${colleague.userId}, 'maintainer')`;
    await site.superuser.begin((tx) => linkTeams(tx));
    [{ proposalId }] = await proposeLink(site.superuser);
    await site.superuser`
      insert into leak_reports (round_id, contact, report, reported_at, kind) values (${open.roundId}, '', 'seen', now(), 'anonymous')`;
  });
  afterAll(() => web?.end());

  /**
   * Runs SQL in a transaction that is rolled back. Returns the database's error, which may come only at the
   * end of the transaction.
   */
  async function attempt(work: (tx: Tx) => Promise<unknown>): Promise<string> {
    const undone = new Error('undone');
    try {
      await web.begin(async (tx) => {
        await work(tx);
        await tx`set constraints all immediate`;
        throw undone;
      });
    } catch (error) {
      if (error === undone) return 'accepted';
      if (error instanceof postgres.PostgresError) return error.constraint_name ?? error.code;
      throw error;
    }
    throw new Error('nothing was undone');
  }

  /** Tries every change, grouped by the constraint that must refuse it. */
  async function expectRefused(changes: Record<string, readonly string[]>): Promise<void> {
    for (const [constraint, statements] of Object.entries(changes))
      for (const change of statements)
        expect(await attempt((tx) => tx.unsafe(change)), change).toBe(constraint);
  }

  const record = (
    tx: Tx,
    act: string,
    of: Partial<Round>,
    detail: Record<string, string | number> = {},
    isPublic = false,
  ) =>
    tx`insert into audit_events (act, actor_kind, user_id, benchmark_id, round_id, detail, is_public)
      values (${act}, 'maintainer', ${maintainer.userId}, ${of.benchmarkId ?? null}, ${of.roundId ?? null}, ${tx.json(detail)}, ${isPublic})`;

  const past = new Date(Date.now() - 3_600_000);
  const later = new Date(Date.now() + 3_600_000);

  it('can close or freeze a round only as of now', async () => {
    const close = (at: Date | null) =>
      attempt(async (tx) => {
        await tx`update rounds set state = 'closed', closed_at = ${at}, closes_at = least(closes_at, ${at}) where round_id = ${open.roundId}`;
        await record(tx, 'round_closed', open, { reason: 'It has run' }, true);
      });
    const freeze = (at: Date) =>
      attempt(async (tx) => {
        await tx`update rounds set state = 'frozen', frozen_from = 'open', frozen_at = ${at}, freeze_reason = 'a leak' where round_id = ${open.roundId}`;
        await record(tx, 'round_frozen', open, { reason: 'a leak' }, true);
      });
    const [received] =
      await site.superuser`select received_at as at from submissions where submission_id = ${submissionId}`;
    for (const at of [past, later, received!.at, null])
      expect(await close(at), `closed ${at}`).toBe('rounds_stop_now');
    for (const at of [past, later, received!.at])
      expect(await freeze(at), `frozen ${at}`).toBe('rounds_stop_now');
    expect(await close(new Date())).toBe('accepted');
    expect(await freeze(new Date())).toBe('accepted');
    expect(
      await attempt(async (tx) => {
        await tx`update rounds set state = 'closed', closed_at = ${new Date()}, closes_at = ${past} where round_id = ${open.roundId}`;
        await record(tx, 'round_closed', open, { reason: 'It has run' }, true);
      }),
    ).toBe('rounds_stop_now');
  });

  it('can’t end a frozen round earlier than planned, or before one of its submissions', async () => {
    const end = (at: Date) =>
      attempt(async (tx) => {
        await tx`update rounds set state = 'closed', closed_at = ${at}, closes_at = least(closes_at, ${at}), frozen_at = null, frozen_from = null,
          freeze_reason = null where round_id = ${frozen.roundId}`;
        await record(tx, 'round_unfrozen', frozen, {}, true);
      });
    for (const at of [past, new Date()]) expect(await end(at)).toBe('rounds_end_as_planned');
    expect(
      await attempt(async (tx) => {
        await tx`update benchmarks set next_rotation_at = ${past} where benchmark_id = ${frozen.benchmarkId}`;
      }),
    ).toBe('benchmarks_rotate_later');
  });

  it('can accept a submission only as of now, in an open round, of the team’s own model, by a member of the team', async () => {
    const own = {
      submission_id: randomUUID(),
      round_id: open.roundId,
      team_id: teamId,
      user_id: rival.userId,
      model_id: modelId,
    };
    const send = (change: object, inSlots = true) =>
      attempt(async (tx) => {
        const row = {
          ...own,
          version: '2',
          version_skeleton: '2',
          kind: 'predictions',
          evidence: 'in-round',
          disclosure: {},
          idempotency_key: randomUUID(),
          request_sha256: 'a',
          file_sha256: randomUUID(),
          file_byte_count: 1,
          state: 'queued',
          received_at: new Date(),
          deadline_at: new Date(Date.now() + 86_000_000),
          ...change,
        };
        await tx`insert into submissions ${tx(row)}`;
        if (!inSlots) return;
        await tx`insert into round_slots (round_id, team_id, group_id, slot, submission_id)
          values (${row.round_id}, ${row.team_id}, ${row.team_id}, 2, ${row.submission_id})`;
        await tx`insert into day_slots (benchmark_id, team_id, group_id, day, slot, submission_id)
          values (${open.benchmarkId}, ${row.team_id}, ${row.team_id}, (now() at time zone 'UTC')::date, 2, ${row.submission_id})`;
      });
    expect(await send({})).toBe('accepted');
    for (const change of [
      { received_at: past },
      { received_at: later },
      { round_id: closed.roundId },
      { round_id: closed.roundId, received_at: past },
      { round_id: frozen.roundId },
      { deadline_at: new Date(Date.now() + 1e9) },
    ])
      expect(await send(change), JSON.stringify(change)).toBe('submissions_in_time');
    const [ofMaintainer] =
      await site.superuser`select team_id from team_members where user_id = ${maintainer.userId}`;
    for (const change of [
      { user_id: maintainer.userId },
      { team_id: ofMaintainer!.team_id, user_id: maintainer.userId },
      { model_id: randomUUID() },
    ])
      expect(await send(change), JSON.stringify(change)).toBe('submissions_of_a_team');
    expect(await send({}, false)).toBe('submissions_hold_slots');
  });

  it('takes no slot beyond the quota, on another day, or without a submission', async () => {
    const slots = { team_id: teamId, group_id: teamId, submission_id: submissionId };
    const today = new Date().toISOString().slice(0, 10);
    for (const slot of [0, -1, 4, 1000])
      expect(
        await attempt((tx) => tx`insert into round_slots ${tx({ ...slots, round_id: open.roundId, slot })}`),
      ).toBe('round_slots_within_quota');
    for (const change of [{ slot: 4 }, { day: '2020-01-01' }, { benchmark_id: closed.benchmarkId }])
      expect(
        await attempt(
          (tx) =>
            tx`insert into day_slots ${tx({ ...slots, benchmark_id: open.benchmarkId, day: today, slot: 2, ...change })}`,
        ),
        JSON.stringify(change),
      ).toBe('day_slots_within_quota');
    expect(
      await attempt(
        (tx) =>
          tx`insert into round_slots ${tx({ ...slots, submission_id: randomUUID(), round_id: open.roundId, slot: 3 })}`,
      ),
    ).toBe('round_slots_within_quota');
  });

  it('changes no round, anchor, flag, report, link or erratum without an audit event', async () => {
    const by = maintainer.userId;
    const silently = {
      rounds_recorded: [
        `update rounds set state = 'closed', closed_at = now(), closes_at = least(closes_at, now()) where round_id = '${open.roundId}'`,
        `update rounds set state = 'frozen', frozen_from = 'open', frozen_at = clock_timestamp(), freeze_reason = 'a leak' where round_id = '${open.roundId}'`,
        `update rounds set state = 'open', frozen_from = null, frozen_at = null, freeze_reason = null where round_id = '${frozen.roundId}'`,
        `insert into rounds (benchmark_id, number, queue_order, title, test_set_byte_count, test_set_sealed_sha256) values ('${open.benchmarkId}', 2, 2, 'A round', 1, 'a')`,
      ],
      flags_recorded: [`update flags set judged_at = now(), judged_by = '${by}', judgement = 'nothing'`],
      anchors_recorded: [
        'update anchors set dropped_at = now()',
        "update anchors set reason = 'another'",
        `insert into anchors (benchmark_id, model_id, version, reason, designated_by, designated_at) values ('${open.benchmarkId}', '${modelId}', '2', 'frozen', '${by}', now())`,
      ],
      leak_reports_recorded: [
        `update leak_reports set handled_at = now(), handled_by = '${by}'`,
        `insert into leak_reports (round_id, contact, report, reported_at, kind) values ('${open.roundId}', '', 'seen', now(), 'anonymous')`,
      ],
      linked_teams_recorded: [
        `update linked_teams set unlinked_at = now(), unlinked_by = '${by}' where benchmark_id = '${open.benchmarkId}'`,
      ],
      team_link_proposals_recorded: [
        `insert into team_link_proposals (benchmark_id, team_ids, reason, proposed_by, proposed_at) values ('${open.benchmarkId}', array['${teamId}'::uuid], 'one lab', '${by}', now())`,
        `update team_link_proposals set dropped_by = '${by}' where proposal_id = '${proposalId}'`,
        `update team_link_proposals set consented_by = '${colleague.userId}' where proposal_id = '${proposalId}'`,
      ],
      invalidations_recorded: [
        `insert into invalidations (round_id, reason, proposed_by, proposed_at) values ('${frozen.roundId}', 'a leak', '${by}', now())`,
      ],
      errata_recorded: [
        `insert into errata (round_id, number, corrections, reason, proposed_by, proposed_at) values ('${closed.roundId}', 1, '[]', 'wrong', '${by}', now())`,
      ],
      benchmarks_recorded: [
        `update benchmarks set schedule = '{"cadence": {"kind": "monthly"}}' where benchmark_id = '${open.benchmarkId}'`,
        `update benchmarks set feedback_policy = 'final-only' where benchmark_id = '${open.benchmarkId}'`,
        `update benchmarks set title = 'Another' where benchmark_id = '${open.benchmarkId}'`,
      ],
    };
    await expectRefused(silently);
  });

  const proposeLink = (sql: postgres.Sql | Tx) => sql<[{ proposalId: string }]>`
    insert into team_link_proposals (benchmark_id, team_ids, reason, proposed_by, proposed_at)
    values (${open.benchmarkId}, array[${teamId}::uuid], 'one lab', ${maintainer.userId}, now()) returning proposal_id as "proposalId"`;
  async function linkTeams(tx: Tx): Promise<void> {
    const [{ proposalId: groupId }] = await proposeLink(tx);
    await tx`update team_link_proposals set consented_by = ${colleague.userId} where proposal_id = ${groupId}`;
    await tx`insert into linked_teams (benchmark_id, team_id, group_id, reason, linked_at) values (${open.benchmarkId}, ${teamId}, ${groupId}, 'one lab', now())`;
  }

  it('judges no more than one flag and drops no more than one anchor for each audit event', async () => {
    const flags = await site.superuser<{ id: string }[]>`select flag_id as id from flags`;
    const judge = (ids: string[]) =>
      attempt(async (tx) => {
        await tx`update flags set judged_at = now(), judged_by = ${maintainer.userId}, judgement = 'nothing' where flag_id = any (${ids}::uuid[])`;
        await record(tx, 'flag_judged', closed, { flag: ids[0]! });
        for (const _ of ids)
          await record(tx, 'flag_judgement_reported', { benchmarkId: closed.benchmarkId }, {}, true);
      });
    expect(await judge([flags[0]!.id])).toBe('accepted');
    expect(await judge(flags.map(({ id }) => id))).toBe('flags_recorded');
    const drop = (detail: Record<string, string>) =>
      attempt(async (tx) => {
        await tx`update anchors set dropped_at = now()`;
        await record(tx, 'anchor_dropped', { benchmarkId: open.benchmarkId }, detail, true);
      });
    expect(await drop({ model: 'A model', version: '1' })).toBe('accepted');
    expect(await drop({ model: 'Another model', version: '1' })).toBe('anchors_recorded');
    expect(await drop({ model: 'A model', version: '2' })).toBe('anchors_recorded');
  });

  it('closes no round without a reason', async () => {
    const close = (detail: Record<string, string>) =>
      attempt(async (tx) => {
        await tx`update rounds set state = 'closed', closed_at = ${new Date()}, closes_at = least(closes_at, ${new Date()}) where round_id = ${open.roundId}`;
        await record(tx, 'round_closed', open, detail, true);
      });
    expect(await close({})).toBe('audit_events_have_reasons');
    for (const reason of ['', '  ']) expect(await close({ reason })).toBe('audit_events_have_reasons');
    expect(await close({ reason: 'It has run long enough' })).toBe('accepted');
  });

  it('judges no flag and handles no report without a public event for each, with the number so far', async () => {
    const [one, two] = await site.superuser<{ id: string }[]>`select flag_id as id from flags`;
    const judge = (tx: Tx, { id }: { id: string }) => tx`
      update flags set judged_at = now(), judged_by = ${maintainer.userId}, judgement = 'nothing' where flag_id = ${id}`;
    const judged = async (tx: Tx, flag: { id: string }) => {
      await judge(tx, flag);
      await record(tx, 'flag_judged', closed, { flag: flag.id });
    };
    const publishCount = (tx: Tx, benchmarkId = closed.benchmarkId) =>
      record(tx, 'flag_judgement_reported', { benchmarkId }, { judged_count: 99 }, true);
    expect(await attempt((tx) => judged(tx, one!))).toBe('flags_reported');
    expect(
      await attempt(async (tx) => [await judged(tx, one!), await publishCount(tx, open.benchmarkId)]),
    ).toBe('flags_reported');
    // Two forgeries: one public audit event for two judgements, and an event written before the judgement,
    // whose count is one too low.
    expect(
      await attempt(async (tx) => [await judged(tx, one!), await judged(tx, two!), await publishCount(tx)]),
    ).toBe('flags_reported');
    expect(await attempt(async (tx) => [await publishCount(tx), await judged(tx, one!)])).toBe(
      'flags_reported',
    );
    expect(
      await attempt(async (tx) => {
        await judged(tx, one!);
        await publishCount(tx);
        const [event] = await tx`select detail from audit_events where act = 'flag_judgement_reported'`;
        expect(event!.detail).toEqual({ judged_count: 1 });
      }),
    ).toBe('accepted');
    const [report] = await site.superuser`select leak_report_id as id from leak_reports`;
    const handle = (tx: Tx) =>
      tx`update leak_reports set handled_at = now(), handled_by = ${maintainer.userId} where leak_report_id = ${report!.id}`;
    const recordReport = (tx: Tx) =>
      record(tx, 'leak_report_handled', open, { leak_report: report!.id }, true);
    expect(await attempt(async (tx) => [await recordReport(tx), await handle(tx)])).toBe(
      'leak_reports_reported',
    );
    expect(await attempt(async (tx) => [await handle(tx), await recordReport(tx)])).toBe('accepted');
  });

  it('reuses no audit event of another transaction, benchmark or round', async () => {
    const freeze = (tx: Tx) =>
      tx`update rounds set state = 'frozen', frozen_from = 'open', frozen_at = clock_timestamp(), freeze_reason = 'a leak' where round_id = ${open.roundId}`;
    await web.begin((tx) => record(tx, 'round_frozen', open, { reason: 'a leak' }, true));
    expect(await attempt(freeze)).toBe('rounds_recorded');
    for (const [act, of] of [
      ['round_frozen', frozen],
      ['round_closed', open],
    ] as const)
      expect(
        await attempt(async (tx) => {
          await freeze(tx);
          await record(tx, act, of, { reason: 'a leak' }, true);
        }),
      ).toBe('rounds_recorded');
  });

  it('can’t date a person’s action in the past or the future, or record one twice', async () => {
    for (const at of [past, later].map((instant) => instant.toISOString()))
      await expectRefused({
        flags_dated_now: [`update flags set judged_at = '${at}', judgement = 'nothing'`],
        anchors_dated_now: [`update anchors set dropped_at = '${at}'`],
        leak_reports_dated_now: [`update leak_reports set handled_at = '${at}'`],
        invalidations_dated_now: [
          `insert into invalidations (round_id, reason, proposed_by, proposed_at) values ('${frozen.roundId}', 'a leak', '${maintainer.userId}', '${at}')`,
        ],
        errata_dated_now: [
          `insert into errata (round_id, number, corrections, reason, proposed_at) values ('${closed.roundId}', 1, '[]', 'wrong', '${at}')`,
        ],
        invitations_dated_now: [
          `insert into invitations (benchmark_id, email, role, token_sha256, invited_at, expires_at) values ('${open.benchmarkId}', 'a@example.org', 'owner', 'a', '${at}', '${later.toISOString()}')`,
        ],
        models_dated_now: [
          `insert into models (benchmark_id, team_id, slug, name, created_at) values ('${open.benchmarkId}', '${teamId}', 'b', 'B', '${at}')`,
        ],
        teams_dated_now: [`insert into teams (slug, name, created_at) values ('b', 'B', '${at}')`],
        team_members_dated_now: [
          `insert into team_members (team_id, user_id, joined_at) values ('${teamId}', '${maintainer.userId}', '${at}')`,
        ],
        benchmark_maintainers_dated_now: [
          `insert into benchmark_maintainers (benchmark_id, user_id, role, added_at) values ('${open.benchmarkId}', '${rival.userId}', 'owner', '${at}')`,
        ],
      });
    await site.superuser`update leak_reports set handled_at = now()`;
    expect(await attempt((tx) => tx`update leak_reports set handled_at = null`)).toBe(
      'leak_reports_dated_once',
    );
    await site.superuser`update leak_reports set handled_at = null`;
  });

  it('gives, changes and removes no role, and sends and accepts no invitation, without an audit event', async () => {
    const [invitation] = await site.superuser<{ id: string }[]>`
      insert into invitations (benchmark_id, email, role, token_sha256, invited_at, expires_at)
      values (${open.benchmarkId}, 'a@example.org', 'owner', 'a', now(), now() + interval '1 day') returning invitation_id as id`;
    await expectRefused({
      benchmark_maintainers_recorded: [
        `insert into benchmark_maintainers (benchmark_id, user_id, role) values ('${open.benchmarkId}', '${rival.userId}', 'owner')`,
        `update benchmark_maintainers set role = 'auditor' where benchmark_id = '${open.benchmarkId}'`,
        `delete from benchmark_maintainers where benchmark_id = '${open.benchmarkId}'`,
      ],
      invitations_recorded: [
        `insert into invitations (benchmark_id, email, role, token_sha256, invited_at, expires_at) values ('${open.benchmarkId}', 'b@example.org', 'owner', 'b', now(), now() + interval '1 day')`,
        `update invitations set accepted_at = now() where invitation_id = '${invitation!.id}'`,
        `update invitations set revoked_at = now() where invitation_id = '${invitation!.id}'`,
      ],
    });
    expect(
      await attempt(async (tx) => {
        await tx`insert into benchmark_maintainers (benchmark_id, user_id, role) values (${open.benchmarkId}, ${rival.userId}, 'owner')`;
        await record(tx, 'invitation_accepted', { benchmarkId: open.benchmarkId });
      }),
      'by somebody else’s act',
    ).toBe('benchmark_maintainers_recorded');
  });

  it('renames a team as a captain only, deletes no team and no person, and moves no membership and no submission to another person', async () => {
    const noRight = '42501';
    await expectRefused({
      [noRight]: [
        "update teams set name = 'Another', slug = 'another'",
        'delete from teams',
        `update team_members set user_id = '${maintainer.userId}'`,
        'delete from users',
        `update submissions set user_id = '${maintainer.userId}'`,
        "update models set name = 'Another'",
        `update round_entrants set team_id = '${teamId}'`,
        'delete from round_entrants',
      ],
    });
    expect(
      await attempt(
        (tx) => tx`select rename_team(${teamId}, ${maintainer.userId}, 'Another', 'another', 'another')`,
      ),
    ).toBe('teams_renamed_by_captains');
  });

  it('adds no person to an existing team without an invitation', async () => {
    expect(
      await attempt(
        (tx) => tx`insert into team_members (team_id, user_id) values (${teamId}, ${maintainer.userId})`,
      ),
    ).toBe('team_members_invited');
    expect(
      await attempt(async (tx) => {
        const [team] = await tx<{ id: string }[]>`
          insert into teams (slug, name, skeleton, founded_by) values ('new', 'New', 'new', ${maintainer.userId}) returning team_id as id`;
        await tx`insert into team_members (team_id, user_id, role) values (${team!.id}, ${maintainer.userId}, 'captain')`;
      }),
    ).toBe('accepted');
  });

  it('makes no person an operator', async () => {
    expect(
      await attempt((tx) => tx`update users set is_operator = true where user_id = ${rival.userId}`),
    ).toBe('42501');
    expect(await attempt((tx) => tx`insert into users (name, is_operator) values ('Eve', true)`)).toBe(
      'users_operators_by_the_owner',
    );
  });

  it('sends no notice that belongs to the scorer or its schedule', async () => {
    const notify = (kind: string) =>
      attempt(
        (tx) => tx`insert into notices (key, kind, benchmark_id, round_id, detail, created_at)
          values (${randomUUID()}, ${kind}, ${open.benchmarkId}, ${open.roundId}, '{}', now())`,
      );
    for (const kind of [
      'round_opened',
      'closing_soon',
      'round_closed',
      'refresh_overdue',
      'erratum_published',
      'flags_raised',
    ])
      expect(await notify(kind), kind).toBe('notices_not_the_webs');
    expect(await notify('leak_reported')).toBe('accepted');
  });

  it('queues no draft before the waiting rounds', async () => {
    const upload = (queueOrder: number) =>
      attempt(async (tx) => {
        const [round] = await tx<{ id: string }[]>`
          insert into rounds (benchmark_id, number, queue_order, title, test_set_byte_count, test_set_sealed_sha256)
          values (${open.benchmarkId}, 2, ${queueOrder}, 'A round', 1, 'a') returning round_id as id`;
        await record(tx, 'test_set_uploaded', { benchmarkId: open.benchmarkId, roundId: round!.id });
      });
    expect(await upload(0)).toBe('rounds_queue_in_order');
    expect(await upload(2)).toBe('accepted');
  });
});
