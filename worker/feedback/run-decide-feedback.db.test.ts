import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import { connect } from '@/db/client';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { addTallies, noFeedback } from '@/lib/core/exposure/exposure';
import { countEdits } from '@/lib/core/feedback/count-edits';
import { decideFeedback, type FeedbackRules } from '@/lib/core/feedback/decide-feedback';
import type { BeatenFile, FeedbackDecision } from '@/lib/core/feedback/feedback';
import { estimateMean } from '@/lib/core/feedback/ladder/guarded-z';
import { createRng } from '@/lib/core/statistics/rng';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { Actor } from '@/services/access/caller';
import { listFlags } from '@/services/flag/flag';
import { findRound } from '@/services/round/view';
import { findQuota } from '@/services/submission/find-quota';
import { findSubmission } from '@/services/submission/view';
import { ensureTeam } from '@/services/team/team';
import { deleteWaitingJobs } from '@/testing/hold-job';
import { findRoundIds, makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { ignoreWritesToTheDead } from '@/testing/state-machine/hold-writes';
import { replaceAcceptedFile, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { sweep } from '../run-scorer';
import type { ScorerPlatform } from '../scorer-platform';
import { runScoreSubmission } from '../scoring/run-score-submission';
import { makeRoundVault } from '../vault/round-vault';
import { runDecideFeedback } from './run-decide-feedback';

const itemCount = 600;

const feedbackCap = 11;

const classes = ['no', 'yes'];

/** A submission's stored feedback; null before its decision. */
type StoredFeedback = { id: string; feedback: { outcome: string; reason?: string } | null };

const rng = createRng('answers');

const ids = Array.from({ length: itemCount }, (_, i) => `item-${String(i).padStart(4, '0')}`);

const truth = ids.map(() => (rng.nextUnit() < 0.45 ? 1 : 0));

const testSet = formatTestSet({ ids, labels: truth.map((label) => classes[label]!) });

/** Draws a prediction file that has this share of the labels right and guesses the others. */
const drawFile = (skill: number): Int32Array<ArrayBuffer> =>
  Int32Array.from(truth, (label) => (rng.nextUnit() < skill ? label : rng.nextUnit() < 0.5 ? 1 : 0));

const textOf = (file: Int32Array): string => formatPredictions(ids, (i) => classes[file[i]!]!);

describe('feedback of a guarded ladder', () => {
  ignoreWritesToTheDead();
  const site = provideTestSite();
  const maintainer = providePerson(site);
  const teamIds = new Map<Actor, string>();

  async function openRound(wishes: object = {}) {
    const scorer = await startTestScorer(site);
    const slug = await makeBenchmark(maintainer, {
      feedback_policy: 'guarded-ladder',
      feedback_share: 0.5,
      quota_per_round: feedbackCap,
      ...wishes,
    });
    await makeOpenRound(maintainer, slug, testSet);
    await scorer.stop();
    await deleteWaitingJobs(site);
    return { slug, ...(await findRoundIds(site, slug)) };
  }

  async function makeResearcher(): Promise<Actor> {
    const researcher = await makePerson(site);
    teamIds.set(researcher, (await ensureTeam(site.web.db, researcher)).teamId);
    return researcher;
  }

  async function linkTeams(benchmarkId: string, researchers: readonly Actor[]): Promise<void> {
    const ids = researchers.map((researcher) => teamIds.get(researcher)!);
    const [one, other] = [await makePerson(site), await makePerson(site)];
    for (const { userId } of [one, other])
      await site.superuser`
        insert into benchmark_maintainers (benchmark_id, user_id, role) values (${benchmarkId}, ${userId}, 'maintainer')`;
    await site.superuser.begin(async (tx) => {
      const [proposed] = await tx<{ id: string }[]>`
        insert into team_link_proposals (benchmark_id, team_ids, reason, proposed_by, proposed_at)
        values (${benchmarkId}, ${ids}::uuid[], 'one lab', ${one.userId}, now()) returning proposal_id as id`;
      await tx`update team_link_proposals set consented_by = ${other.userId} where proposal_id = ${proposed!.id}`;
      for (const teamId of ids)
        await tx`
          insert into linked_teams (benchmark_id, team_id, group_id, reason, linked_at)
          values (${benchmarkId}, ${teamId}, ${proposed!.id}, 'one lab', now())`;
    });
  }

  const score = (submissionId: string, platform: ScorerPlatform = site.scorer) =>
    runScoreSubmission(platform, makeRoundVault(platform), { submissionId });
  const decide = (roundId: string, platform: ScorerPlatform = site.scorer) =>
    runDecideFeedback(platform, makeRoundVault(platform), { roundId });
  const listReports = (roundId: string) => site.superuser<StoredFeedback[]>`
    select submission_id as id, feedback from submissions where round_id = ${roundId} order by received_at, submission_id`;

  /** Runs work on connections of its own, which are killed after this number of milliseconds. */
  async function dieAfter(ms: number, run: (platform: ScorerPlatform) => Promise<void>): Promise<void> {
    const applicationName = `victim-${Math.floor(rng.nextUnit() * 1e9)}`;
    const client = connect(site.urls.scorer, { max: 2, applicationName });
    // Uses both connections once: a new connection first reads types, and a kill during that goes unnoticed.
    await Promise.all([client.sql`select pg_sleep(0.02)`, client.sql`select pg_sleep(0.02)`]);
    const running = run({ ...site.scorer, client }).catch(() => {});
    await sleep(ms);
    await site.superuser`
      select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${applicationName}`;
    await running;
    await client.sql.end({ timeout: 0 });
  }

  it('doesn’t depend on the scoring order of thirty submissions, a killed scorer or a repeated decision', async () => {
    const { slug, roundId, benchmarkId } = await openRound();
    const researchers = [await makeResearcher(), await makeResearcher(), await makeResearcher()];
    const sent: { id: string; researcher: Actor; file: Int32Array<ArrayBuffer> }[] = [];
    for (let i = 0; i < 30; i++) {
      const researcher = researchers[i % 3]!;
      const earlier = sent.filter((file) => file.researcher === researcher);
      // Some files are small edits of an earlier one, others are better than all before them.
      const file = i % 7 === 6 ? earlier.at(-1)!.file.map((v, at) => (at < 6 ? 1 - v : v)) : drawFile(i / 31);
      const { id } = await submitPredictions(researcher, slug, textOf(file));
      sent.push({ id, researcher, file });
    }
    // The teams are linked after each has used its own quota, so that together they have sent more files than
    // the limit allows.
    await linkTeams(benchmarkId, researchers.slice(0, 2));
    const [rejected, failed] = [sent[4]!, sent[8]!];
    await replaceAcceptedFile(site, rejected.id, textOf(rejected.file).replace(',yes', ',maybe'));
    await site.web.objects.delete(objectKeys.submission(failed.id));

    const toScore = [...sent].sort(() => rng.nextUnit() - 0.5);
    const scoreNext = async (): Promise<void> => {
      for (let next = toScore.pop(); next; next = toScore.pop()) {
        const { id } = next;
        const [death, other] = [rng.nextUnit(), rng.nextUnit()];
        if (id === failed.id) for (let tries = 0; tries < 3; tries++) await score(id).catch(() => {});
        else {
          if (death < 0.4) await dieAfter(40 * other, (platform) => score(id, platform));
          await score(id);
        }
        if (death > 0.5) await dieAfter(60 * other, (platform) => decide(roundId, platform));
        else await decide(roundId);
      }
    };
    await Promise.all(Array.from({ length: 4 }, scoreNext));
    await decide(roundId);

    const decisions = await listReports(roundId);
    const expected = await foldFeedback(
      roundId,
      sent.filter(({ id }) => id !== rejected.id && id !== failed.id),
    );
    expect(decisions.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
    for (const { id, feedback } of decisions) {
      const decision = expected.get(id);
      if (decision) expect(feedback, id).toMatchObject(decision);
      else expect(feedback).toBeNull();
    }
    const reasons = decisions.map(({ feedback }) => feedback);
    for (const outcome of ['improved', 'no_improvement', 'withheld'])
      expect(
        reasons.some((told) => told?.outcome === outcome),
        outcome,
      ).toBe(true);
    // Not asserted here: the exposure is used up in most runs only, since the splits are drawn anew.
    // `decide-feedback.test.ts` always uses it up.
    expect(reasons.some((told) => told?.reason === 'too-few-edits')).toBe(true);

    await site.superuser`alter table submissions disable trigger submissions_one_feedback`;
    await site.superuser`alter table feedback_tallies disable trigger feedback_tallies_cap`;
    await site.superuser`update submissions set feedback = null where round_id = ${roundId}`;
    await site.superuser`delete from feedback_tallies where round_id = ${roundId}`;
    await site.superuser`alter table submissions enable trigger submissions_one_feedback`;
    await site.superuser`alter table feedback_tallies enable trigger feedback_tallies_cap`;
    await Promise.all([decide(roundId), decide(roundId), decide(roundId)]);
    expect(await listReports(roundId)).toEqual(decisions);
  });

  /** Computes the expected feedback with lib/core alone, one submission after another. */
  async function foldFeedback(
    roundId: string,
    submissions: readonly { id: string; researcher: Actor; file: Int32Array<ArrayBuffer> }[],
  ): Promise<Map<string, object>> {
    const found = (await findRoundIn(site.scorer.client.db, roundId, 'open'))!;
    const { labels, positions } = await makeRoundVault(site.scorer).open(found.round, found.benchmark);
    const outcomesOf = (file: Int32Array) =>
      Float64Array.from(positions.feedback, (i) => (file[i] === labels[i] ? 1 : 0));
    const yesCount = positions.feedback.reduce((sum, i) => sum + Number(labels[i]), 0);
    const constant = new Int32Array(itemCount).fill(yesCount * 2 > positions.feedback.length ? 1 : 0);
    const predictionsOf = (predicted: Int32Array): Predictions => ({
      kind: 'classes',
      predicted,
      probabilities: null,
    });
    const { itemCount: size, feedbackCount } = found.round;
    const rules: FeedbackRules = {
      policy: 'guarded-ladder',
      metric: 'accuracy',
      itemCount: size,
      feedbackCount,
      feedbackCap,
      groups: null,
    };
    const teamState = new Map(
      submissions.map(({ researcher }) => [
        researcher,
        { tally: noFeedback, beaten: { id: 'constant', kind: 'constant' as BeatenFile, file: constant } },
      ]),
    );
    const linked = [...teamState.keys()].filter((actor) => actor !== submissions.at(-1)!.researcher);
    const decisions = new Map<string, object>();
    const files: { researcher: Actor; file: Int32Array }[] = [];
    for (const { id, researcher, file } of submissions) {
      const group = linked.includes(researcher) ? linked : [researcher];
      const others = group.filter((actor) => actor !== researcher);
      const { tally, beaten } = teamState.get(researcher)!;
      const earlier = files.filter(({ researcher }) => group.includes(researcher)).map(({ file }) => file);
      const outcomes = outcomesOf(file);
      const { decision, tallies } = decideFeedback(
        rules,
        {
          own: tally,
          linked: addTallies(others.map((actor) => teamState.get(actor)!.tally)),
          incumbent: { ...beaten, outcomes: outcomesOf(beaten.file) },
        },
        {
          id,
          outcomes,
          estimate: estimateMean({ lossKind: 'zero-one', groups: null }, outcomes),
          editCount: Math.min(
            ...[constant, ...earlier].map((other) =>
              countEdits('accuracy', { classes }, predictionsOf(other), predictionsOf(file)),
            ),
          ),
          unitLosses: null,
        },
      );
      decisions.set(id, wordsOf(decision));
      if (decision.outcome === 'improved')
        for (const actor of others) {
          const other = teamState.get(actor)!;
          teamState.set(actor, { ...other, tally: { ...other.tally, sinceImprovement: 0 } });
        }
      teamState.set(researcher, {
        tally: tallies.own,
        beaten: decision.outcome === 'improved' ? { id, kind: 'own-file', file } : beaten,
      });
      files.push({ researcher, file });
    }
    return decisions;
  }

  function wordsOf(decision: FeedbackDecision): object {
    switch (decision.outcome) {
      case 'improved':
        return { outcome: 'improved', score: decision.estimate, standard_error: decision.standardError };
      case 'no_improvement':
        return { outcome: 'no_improvement', score: null };
      case 'score':
        throw new Error('a ladder reports no exact scores');
      case 'withheld':
        return { outcome: 'withheld', reason: decision.reason };
    }
  }

  it('waits for the team’s earlier submissions and no others, until the sweep has failed the unfinished ones', async () => {
    const { slug, roundId } = await openRound();
    const [one, other] = [await makeResearcher(), await makeResearcher()];
    const first = await submitPredictions(one, slug, textOf(drawFile(0.1)));
    const second = await submitPredictions(one, slug, textOf(drawFile(0.5)));
    const elsewhere = await submitPredictions(other, slug, textOf(drawFile(0.5)));
    await score(second.id);
    await score(elsewhere.id);
    await decide(roundId);
    expect(unwrap(await findSubmission(one, second.id))).toMatchObject({
      ...{ state: 'scoring', finished_at: null, feedback: null },
    });
    expect(unwrap(await findSubmission(other, elsewhere.id)).feedback?.outcome).toBe('improved');

    await site.superuser`update submissions set deadline_at = now() - interval '1 second' where submission_id = ${first.id}`;
    await deleteWaitingJobs(site);
    await sweep(site.scorer, []);
    const jobs = await site.superuser`
      select task_identifier as task from graphile_worker.jobs where key = ${`feedback:${roundId}`}`;
    expect(jobs).toEqual([{ task: 'decide_feedback' }]);
    await decide(roundId);
    const decided = unwrap(await findSubmission(one, second.id));
    expect(decided).toMatchObject({ state: 'scored', finished_at: expect.any(String) });
    expect(decided.feedback).toMatchObject({
      outcome: 'improved',
      feedback_used: 1,
      // The rest of 6.28 exact scores pays for at least two pairs of feedback, and for at most 18 refusals.
      feedback_left: 4,
      feedback_left_max: Math.min(18, feedbackCap - 1),
    });
  });

  it('compares a team’s first file with the maintainers’ baseline if that was sent before, whichever is scored first, otherwise with a constant', async () => {
    const { slug, roundId } = await openRound();
    const [early, one, other] = [await makeResearcher(), await makeResearcher(), await makeResearcher()];
    const ask = async (researcher: Actor, skill: number, wishes: object = {}) =>
      (await submitPredictions(researcher, slug, textOf(drawFile(skill)), wishes)).id;
    const feedbackOf = async (researcher: Actor, id: string) =>
      unwrap(await findSubmission(researcher, id)).feedback;

    const before = await ask(early, 0.5);
    const baseline = await ask(maintainer, 0.6, { baseline: true });
    const [weak, strong] = [await ask(one, 0.4), await ask(other, 0.95)];
    for (const id of [before, weak, strong]) await score(id);
    await decide(roundId);
    expect(await feedbackOf(early, before)).toMatchObject({ outcome: 'improved', beaten: 'constant' });
    // No feedback yet, since the baseline isn't scored.
    expect([await feedbackOf(one, weak), await feedbackOf(other, strong)]).toEqual([null, null]);
    await score(baseline);
    await decide(roundId);
    // The file is far better than a constant, and its distance from the baseline, which the team doesn't
    // know, isn't reported.
    expect(await feedbackOf(one, weak)).toMatchObject({
      outcome: 'no_improvement',
      beaten: null,
    });
    expect(await feedbackOf(other, strong)).toMatchObject({ outcome: 'improved', beaten: 'baseline' });
    const perfect = (await submitPredictions(early, slug, textOf(Int32Array.from(truth)))).id;
    await score(perfect);
    await decide(roundId);
    expect(await feedbackOf(early, perfect)).toMatchObject({ outcome: 'improved', beaten: 'own-file' });
  });

  it('flags an edit of a few items once while the round is open, visible to maintainers and without a mail', async () => {
    const { slug, roundId } = await openRound();
    const researcher = await makeResearcher();
    const file = drawFile(0.5);
    const edited = file.map((value, i) => (i % 200 === 0 ? 1 - value : value));
    const sent = [];
    for (const each of [file, drawFile(0.5), edited])
      sent.push(await submitPredictions(researcher, slug, textOf(each)));
    for (const { id } of sent) await score(id);
    await decide(roundId);
    await decide(roundId);
    expect(unwrap(await listFlags(maintainer, slug))).toMatchObject([
      { kind: 'tiny-edit', submissions: [{ id: sent[2]!.id }], judged_at: null },
    ]);
    expect(
      await site.superuser`select 1 from notices where round_id = ${roundId} and kind = 'flags_raised'`,
    ).toEqual([]);
  });

  it('queues its job in the transaction that scores a submission', async () => {
    const { slug, roundId } = await openRound();
    const { id } = await submitPredictions(await makeResearcher(), slug, textOf(drawFile(0.5)));
    await score(id);
    const jobs = await site.superuser`
      select task_identifier as task from graphile_worker.jobs where key = ${`feedback:${roundId}`}`;
    expect(jobs).toEqual([{ task: 'decide_feedback' }]);
  });

  it('stops once linked teams together have used up their exposure, which linking them can raise above 100 %', async () => {
    const { slug, roundId, benchmarkId } = await openRound();
    const [one, other] = [await makeResearcher(), await makeResearcher()];
    const decision = async (researcher: Actor, share: number) => {
      const { id } = await submitPredictions(researcher, slug, textOf(drawFile(share)));
      await score(id);
      await decide(roundId);
      return unwrap(await findSubmission(researcher, id)).feedback!;
    };
    const tallyOf = async (researcher: Actor) =>
      (
        await site.superuser`
          select charge, since_improvement_count as since, alone_charge as "aloneCharge",
            alone_since_improvement_count as "aloneSince"
          from feedback_tallies where round_id = ${roundId} and team_id = ${teamIds.get(researcher)!}`
      )[0];
    // Each file is better than the one before by far more than a test requires, and costs c(1) + c(2).
    for (const researcher of [one, other])
      for (const [share, outcome] of [
        [0.5, 'improved'],
        [0.1, 'no_improvement'],
        [0.95, 'improved'],
        [0.1, 'no_improvement'],
      ] as const)
        expect((await decision(researcher, share)).outcome).toBe(outcome);
    expect(await tallyOf(one)).toEqual({ charge: 3.5, since: 1, aloneCharge: 3.5, aloneSince: 1 });
    expect(unwrap(await findQuota(one, slug))).toMatchObject({
      exposure: 0.7464,
      feedback: { used: 4, left: 1, left_max: expect.any(Number) },
    });
    const exposureOf = async () => unwrap(await findRound(slug, 1)).exposure_detail!;
    const before = await exposureOf();
    expect(before).toMatchObject({ worst: 0.746, pooled: 1.056 });

    await linkTeams(benchmarkId, [one, other]);
    expect(unwrap(await findQuota(one, slug))).toMatchObject({
      exposure: 1.0555,
      feedback: { used: 8, left: 0, left_max: 0 },
    });
    // While the round is open, the public exposure doesn't reveal the link.
    expect(await exposureOf()).toEqual(before);
    expect(await decision(one, 0.95)).toMatchObject({ outcome: 'withheld', reason: 'exposure-spent' });
    await expect(
      site.superuser`update feedback_tallies set charge = charge + 1, improvement_count = improvement_count + 1
        where round_id = ${roundId} and team_id = ${teamIds.get(one)!}`,
    ).rejects.toMatchObject({ constraint_name: 'feedback_tallies_within_exposure' });
  });

  it('counts all feedback of linked teams since the last improvement, not each team’s own', async () => {
    const { slug, roundId, benchmarkId } = await openRound();
    const [one, other] = [await makeResearcher(), await makeResearcher()];
    await linkTeams(benchmarkId, [one, other]);
    for (const [researcher, share] of [
      [one, 0],
      [other, 0],
      [other, 0.9],
    ] as const) {
      const { id } = await submitPredictions(researcher, slug, textOf(drawFile(share)));
      await score(id);
      await decide(roundId);
    }
    const tallies = await site.superuser`
      select charge, since_improvement_count as since, alone_charge as "aloneCharge", alone_since_improvement_count as "aloneSince"
      from feedback_tallies where round_id = ${roundId} order by improvement_count`;
    expect(tallies).toEqual([
      { charge: 0, since: 0, aloneCharge: 0, aloneSince: 1 },
      { charge: 2.5, since: 0, aloneCharge: 2.5, aloneSince: 0 },
    ]);
  });

  it('can be stored once per submission and within the limit: the database refuses more', async () => {
    const { slug, roundId, benchmarkId } = await openRound({ quota_per_round: 2 });
    const [one, other] = [await makeResearcher(), await makeResearcher()];
    await linkTeams(benchmarkId, [one, other]);
    for (const researcher of [one, other]) {
      const { id } = await submitPredictions(researcher, slug, textOf(drawFile(0.2)));
      await score(id);
    }
    await decide(roundId);
    const refusals = (await listReports(roundId)).filter(
      ({ feedback }) => feedback?.outcome === 'no_improvement',
    ).length;
    // The next test of either team is at the level that remains for both.
    for (const researcher of [one, other])
      expect(unwrap(await findQuota(researcher, slug))).toMatchObject({
        feedback: { used: 2, left: 0 },
        next_test: { refusals, level: 0.05 / ((refusals + 1) * (refusals + 2)) },
      });
    const [team, fellow] = [teamIds.get(one)!, teamIds.get(other)!];
    const as = site.superuser;
    await expect(
      as`update feedback_tallies set refusal_count = refusal_count + 1 where round_id = ${roundId} and team_id = ${team}`,
    ).rejects.toMatchObject({ constraint_name: 'feedback_tallies_within_cap' });
    await expect(
      as`update feedback_tallies set refusal_count = 0, improvement_count = 0, incumbent_submission_id = null where round_id = ${roundId} and team_id = ${fellow}`,
    ).rejects.toMatchObject({ constraint_name: 'feedback_tallies_only_grow' });
    await expect(
      as`update submissions set feedback = '{}' where round_id = ${roundId} and team_id = ${team}`,
    ).rejects.toMatchObject({ constraint_name: 'submissions_feedback_once' });
  });
});

describe('feedback under the policy exact-with-budget', () => {
  const site = provideTestSite();

  it('ends with a message before the exposure passes 100 %', async () => {
    const maintainer = await makePerson(site);
    const scorer = await startTestScorer(site);
    const slug = await makeBenchmark(maintainer, {
      feedback_policy: 'exact-with-budget',
      feedback_share: 0.5,
      quota_per_round: 20,
    });
    await makeOpenRound(maintainer, slug, testSet);
    await scorer.stop();
    const [row] = await site.superuser<{ roundId: string; cap: number }[]>`
      select round_id as "roundId", feedback_cap as cap from rounds join benchmarks using (benchmark_id) where slug = ${slug}`;
    // Expected cap: the capacity is k* = 2π·300·(1/√300)² = 6.28 exact scores.
    expect(row!.cap).toBe(6);
    const researcher = await makePerson(site);
    const vault = makeRoundVault(site.scorer);
    const feedbacks = [];
    for (let i = 0; i < 7; i++) {
      const { id } = await submitPredictions(researcher, slug, textOf(drawFile(0.5)));
      await runScoreSubmission(site.scorer, vault, { submissionId: id });
      await runDecideFeedback(site.scorer, vault, { roundId: row!.roundId });
      feedbacks.push(unwrap(await findSubmission(researcher, id)).feedback!);
    }
    expect(feedbacks.map(({ outcome }) => outcome)).toEqual([...Array(6).fill('score'), 'withheld']);
    expect(feedbacks.at(-1)).toMatchObject({
      reason: 'exposure-spent',
      score: null,
      feedback_used: 6,
      feedback_left: 0,
    });
    expect(feedbacks.at(-2)!.exposure_after).toBeCloseTo(Math.sqrt(6 / (2 * Math.PI)), 4);
    // Expected precision: the standard error is 1/(2√300) = .029, so scores are reported with two decimals.
    for (const { score } of feedbacks.slice(0, 6)) expect(String(score)).toMatch(/^0\.\d{1,2}$/);
  });
});
