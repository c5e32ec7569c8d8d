import { beforeAll, describe, expect, it } from 'vitest';
import { pagingQuery } from '@/lib/contracts/paging';
import { formatParticipantsCsv, formatSubmissionsCsv } from '@/lib/contracts/participants';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { giveRole, makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { scorePredictions, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { Actor } from '../access/caller';
import { enterBenchmarkByCode } from '../entry/entry';
import { makeClassCode } from '../entry/maintain-entry';
import { findLeaderboard } from '../publication/find-leaderboard';
import { closeRound } from '../round/openings';
import { changeTeam } from '../team/own-team';
import { listParticipants, listSubmissionsForMaintainer } from './participants';

describe('the participants of a benchmark', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site, 'Host');
  const participant = providePerson(site, '=cmd|calc');
  let slug: string;
  const items = makeBinaryItems(40);

  beforeAll(async () => {
    slug = await makeBenchmark(maintainer, {
      feedback_policy: 'exact',
      feedback_share: 0.5,
      quota_per_round: 5,
    });
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    await scorePredictions(
      participant,
      slug,
      formatPredictions(items.ids, (i) => items.labels[i] ?? 'no'),
      {
        model: '=HYPERLINK("x")',
      },
    );
    // A second submission, which the scorer has rejected.
    await site.superuser`
      insert into submissions (submission_id, round_id, team_id, user_id, model_id, version, version_skeleton, kind, evidence, disclosure,
        idempotency_key, request_sha256, file_sha256, file_byte_count, state, code, message, received_at, finished_at)
      select gen_random_uuid(), round_id, team_id, user_id, model_id, 'other', 'other', kind, evidence, disclosure,
        'other', '', 'other', 1, 'rejected', 'metric_undefined', 'No score.', received_at, now() from submissions`;
  });

  const list = async () => unwrap(await listParticipants(maintainer, slug));
  const listSent = async () =>
    unwrap(await listSubmissionsForMaintainer(maintainer, slug, pagingQuery.parse({}))).items;

  it('can be listed only by people with a role in the benchmark', async () => {
    const auditor = await makePerson(site);
    await giveRole(site, slug, auditor, 'auditor');
    for (const call of [
      (actor: Actor | null) => listParticipants(actor, slug),
      (actor: Actor | null) => listSubmissionsForMaintainer(actor, slug, pagingQuery.parse({})),
    ]) {
      expect(await call(null)).toMatchObject({ error: { kind: 'not_signed_in' } });
      expect(await call(participant)).toMatchObject({ error: { kind: 'forbidden' } });
      expect(await call(auditor)).toMatchObject({ ok: true });
    }
  });

  it('show submission states and used slots while the round is open, and no error code, feedback, hash or score', async () => {
    const [row, ...others] = await list();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      round: 1,
      round_state: 'open',
      members: 1,
      // In an openly accessible benchmark, maintainers don't learn who the entrants are.
      people: [],
      host: false,
      submissions: { all: 2, unfinished: 0, scored: 1, rejected: 1, failed: 0, withdrawn: 0 },
      refusals: {},
      slots_used: 1,
      slots: 5,
      official: null,
      flags: 0,
    });
    for (const sent of await listSent())
      expect(sent).toMatchObject({
        team_only: true,
        sha256: null,
        feedback: null,
        code: null,
        message: null,
        disclosure: null,
      });
  });

  it('show names and addresses to maintainers, not to auditors, where entry is by class code', async () => {
    const course = await makeBenchmark(maintainer, { entry: 'list' });
    await makeOpenRound(maintainer, course, formatTestSet(items));
    const { code } = unwrap(await makeClassCode(maintainer, course));
    const student = await makePerson(site, 'Ada');
    unwrap(await enterBenchmarkByCode(student, { code }));
    await submitPredictions(student, course, formatPredictions(items.ids, 'no'));
    const email = student.email!;
    const [row] = unwrap(await listParticipants(maintainer, course));
    expect(row?.people).toEqual([{ name: student.name, email }]);
    expect(formatParticipantsCsv([row!])).toContain(`${student.name} <${email}>`);
    const auditor = await makePerson(site);
    await giveRole(site, course, auditor, 'auditor');
    expect(unwrap(await listParticipants(auditor, course))).toMatchObject([{ members: 1, people: [] }]);
  });

  it('show error codes and official scores after the close, in a CSV whose cells no spreadsheet runs as formulas', async () => {
    unwrap(await closeRound(maintainer, slug, 1, { reason: 'Enough.' }));
    await waitUntil(async () => {
      const board = await findLeaderboard(slug, 1);
      return board.ok && board.value.split === 'final';
    });
    const [row] = await list();
    const board = unwrap(await findLeaderboard(slug, 1));
    expect(row).toMatchObject({
      refusals: { metric_undefined: 1 },
      official: { metric: 'accuracy', score: board.entries[0]?.score, rank: 1 },
    });
    expect((await listSent()).map(({ code }) => code)).toContain('metric_undefined');
    for (const csv of [formatParticipantsCsv(await list()), formatSubmissionsCsv(await listSent())]) {
      expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
      expect(csv).not.toMatch(/(^|,|")[=+@-]/m);
    }
    expect(formatParticipantsCsv(await list())).toContain(',metric_undefined 1,');
  });

  it('still show their official score after a captain has renamed the team', async () => {
    const [before] = await list();
    unwrap(await changeTeam(participant, before!.team, { name: 'Renamed since' }));
    expect(await list()).toMatchObject([{ team: 'renamed-since', official: before!.official }]);
    expect(before!.official).not.toBeNull();
  });
});
