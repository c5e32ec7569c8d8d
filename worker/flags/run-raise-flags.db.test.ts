import { describe, expect, it } from 'vitest';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { drawNormal } from '@/lib/core/statistics/normal-distribution';
import { createRng } from '@/lib/core/statistics/rng';
import type { Actor } from '@/services/access/caller';
import { judgeFlag, listFlags } from '@/services/flag/flag';
import { findMaintainedBenchmarkPage } from '@/services/page/find-maintained-pages';
import { listChangelog } from '@/services/publication/list-changelog';
import { closeRound } from '@/services/round/openings';
import { findRoundIds, makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { giveRole, linkByTwo, makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { awaitFinal, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { runPublishSnapshot } from '../snapshot/run-publish-snapshot';
import { makeRoundVault } from '../vault/round-vault';
import { runRaiseFlags } from './run-raise-flags';

const items = makeBinaryItems(600);

const rng = createRng('raise flags');

/** Draws predictions that are correct on about three items of four, with independent errors. */
const makeModel = (): string[] =>
  items.labels.map((label) => (rng.nextUnit() < 0.75 ? label : label === 'no' ? 'yes' : 'no'));

const change = (predicted: readonly string[], every: number): string[] =>
  predicted.map((value, i) => (i % every === 0 ? (value === 'no' ? 'yes' : 'no') : value));

const honest = [makeModel(), makeModel(), makeModel(), makeModel()];

type Played = { slug: string; number: number; roundId: string; teams: { person: Actor; slug: string }[] };

describe('raising flags', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);

  /**
   * Plays a round with one team for each file until all are scored, and stops the scorer while the round is
   * open.
   */
  async function play(
    files: readonly (readonly string[] | ((isFeedback: ReadonlySet<number>) => readonly string[]))[],
    { wishes = {}, labels = items.labels }: { wishes?: object; labels?: readonly string[] } = {},
  ): Promise<Played> {
    const scorer = await startTestScorer(site);
    const slug = await makeBenchmark(maintainer, wishes);
    const number = await makeOpenRound(maintainer, slug, formatTestSet({ ...items, labels }));
    const { roundId } = await findRoundIds(site, slug);
    const isFeedback = await findFeedbackItems(roundId);
    const teams = [];
    for (const drawn of files) {
      const file = typeof drawn === 'function' ? drawn(isFeedback) : drawn;
      const person = await makePerson(site);
      const { id } = await submitPredictions(
        person,
        slug,
        formatPredictions(items.ids, (i) => file[i]!),
      );
      expect((await awaitFinal(person, id)).state).toBe('scored');
      const [team] = await site.superuser<{ slug: string }[]>`
        select slug from teams join team_members using (team_id) where user_id = ${person.userId}`;
      teams.push({ person, slug: team!.slug });
    }
    await scorer.stop();
    return { slug, number, roundId, teams };
  }

  /** Returns the feedback items, which no team knows. */
  async function findFeedbackItems(roundId: string): Promise<ReadonlySet<number>> {
    const found = (await findRoundIn(site.scorer.client.db, roundId, 'open'))!;
    const { positions, index } = await makeRoundVault(site.scorer).open(found.round, found.benchmark);
    const ids = new Set(Array.from(positions.feedback, (position) => index.idAt(position)));
    return new Set(items.ids.flatMap((id, i) => (ids.has(id) ? [i] : [])));
  }

  async function publish({ slug, number, roundId }: Played): Promise<void> {
    unwrap(await closeRound(maintainer, slug, number, { reason: 'It has run long enough' }));
    await runPublishSnapshot(site.scorer, makeRoundVault(site.scorer), { roundId });
  }
  /** Lists flags except model gaps: in 1 of 100 rounds of honest models, one has a gap by chance. */
  const listOthers = async (person: Actor, slug: string) =>
    unwrap(await listFlags(person, slug)).filter(({ kind }) => kind !== 'model-gap');
  const raise = ({ roundId }: Played) => runRaiseFlags(site.scorer, makeRoundVault(site.scorer), { roundId });

  /** Reads all data that a flag could wrongly change. */
  const readRest = async ({ roundId }: Played) => ({
    rounds: await site.superuser`select * from rounds where round_id = ${roundId}`,
    submissions:
      await site.superuser`select * from submissions where round_id = ${roundId} order by submission_id`,
    snapshots: await site.superuser`select * from snapshots where round_id = ${roundId} order by snapshot_id`,
    slots: await site.superuser`select * from round_slots where round_id = ${roundId} order by submission_id`,
    links: await site.superuser`select * from linked_teams`,
    acts: await site.superuser`select * from audit_events order by audit_event_id`,
  });

  it('flags two teams with copied files once, with one mail, and flags no honest model and changes nothing else', async () => {
    const round = await play([...honest, change(honest[0]!, 60)]);
    await raise(round);
    expect(await listOthers(maintainer, round.slug)).toEqual([]);
    await publish(round);
    const before = await readRest(round);
    await raise(round);
    const flags = await listOthers(maintainer, round.slug);
    expect(flags).toMatchObject([{ round: round.number, kind: 'near-copy', judged_at: null }]);
    expect(flags[0]!.submissions.map(({ team }) => team)).toEqual([
      round.teams[0]!.slug,
      round.teams[4]!.slug,
    ]);
    expect(flags[0]!.finding).toContain('1.67 % of 600 items');
    expect(flags[0]!.false_alarms).toContain('435 honest pairs');
    await Promise.all([raise(round), raise(round)]);
    expect(await listOthers(maintainer, round.slug)).toEqual(flags);
    expect(await readRest(round)).toEqual(before);
    const notices = await site.superuser`
      select kind from notices where round_id = ${round.roundId} and kind = 'flags_raised'`;
    expect(notices).toHaveLength(1);
  });

  it('flags the same or nearly the same file under two teams, for every task, even if the teams are linked', async () => {
    const numbers = items.labels.map((_, i) => String(i % 7));
    const ofNumbers = {
      wishes: { task: 'regression', classes: [], metric: 'rmse', feedback_policy: 'guarded-ladder' },
      labels: numbers,
    };
    const texts = items.ids.map((_, i) => `place ${i % 5}`);
    const ofTexts = {
      wishes: { task: 'text', classes: [], metric: 'token_f1', feedback_policy: 'guarded-ladder' },
      labels: texts,
    };
    const constant = items.labels.map(() => 'no');
    for (const [file, setting, isLinked] of [
      [constant, {}, false],
      [numbers.map(() => '3'), ofNumbers, false],
      [texts, ofTexts, true],
    ] as const) {
      const round = await play([file, file], setting);
      const teams = round.teams.map(({ slug }) => slug);
      if (isLinked) unwrap(await linkByTwo(site, maintainer, round.slug, { teams, reason: 'One person.' }));
      await publish(round);
      await raise(round);
      const flags = await listOthers(maintainer, round.slug);
      const [flag] = flags.filter(({ kind }) => kind === 'equal-file');
      expect(flag?.submissions.map(({ team }) => team)).toEqual(teams);
      expect(flag?.finding).toContain(isLinked ? 'linked' : 'the same file, byte for byte.');
      await raise(round);
      expect(await listOthers(maintainer, round.slug)).toEqual(flags);
    }
  });

  it('flags a model fitted to the feedback items, compared with frozen models or, if there are none, with the other models', async () => {
    const learn = (isFeedback: ReadonlySet<number>) =>
      honest[3]!.map((value, i) => (isFeedback.has(i) ? items.labels[i]! : value));
    for (const hasFrozen of [false, true]) {
      const round = await play([honest[0]!, honest[1]!, honest[2]!, learn]);
      if (hasFrozen)
        await site.superuser`
          insert into anchors (benchmark_id, model_id, version, designated_at, designated_by, reason)
          select r.benchmark_id, model_id, version, now(), ${maintainer.userId}, 'a frozen one'
          from submissions s join rounds r using (round_id) where round_id = ${round.roundId}
          order by received_at limit 2`;
      await publish(round);
      await raise(round);
      const flags = unwrap(await listFlags(maintainer, round.slug));
      // Selects the tested model's flag, because in 1 of 100 rounds an honest model has a gap by chance.
      const [flag] = flags.filter(({ submissions }) => submissions[0]?.team === round.teams[3]!.slug);
      expect(flag).toMatchObject({ kind: 'model-gap', submissions: [{}] });
      expect(flag!.finding).toContain(
        hasFrozen ? 'Compared with 2 frozen models' : 'Compared with the 3 models of other teams',
      );
    }
  });

  it('flags no honest team, and doesn’t compare linked teams with each other', async () => {
    const alone = await play(honest);
    await publish(alone);
    await raise(alone);
    expect(await listOthers(maintainer, alone.slug)).toEqual([]);

    const linked = await play([honest[0]!, change(honest[0]!, 30)]);
    const teams = linked.teams.map(({ slug }) => slug);
    unwrap(await linkByTwo(site, maintainer, linked.slug, { teams, reason: 'One person.' }));
    await publish(linked);
    await raise(linked);
    expect(await listOthers(maintainer, linked.slug)).toEqual([]);
  });

  it('flags copied numbers with a little noise and copied texts in another spelling, and no honest model', async () => {
    const teams = [0, 1, 2, 3, 4, 5, 6];
    const targets = items.ids.map((_, i) => (i % 97) + drawNormal(rng));
    const models = teams.map(() => targets.map((target) => target + 2 * drawNormal(rng)));
    const shaken = models[1]!.map((value) => value + 0.03 * drawNormal(rng));
    const ofNumbers = await play(
      [...models, shaken].map((model) => model.map(String)),
      {
        wishes: { task: 'regression', classes: [], metric: 'rmse', feedback_policy: 'guarded-ladder' },
        labels: targets.map(String),
      },
    );
    const places = items.ids.map((_, i) => `place ${i}`);
    const answers = teams.map(() =>
      places.map((place) => (rng.nextUnit() < 0.5 ? place : `${place} or ${Math.floor(9 * rng.nextUnit())}`)),
    );
    const respelt = answers[2]!.map((answer) => `The ${answer.toUpperCase()}!`);
    const ofTexts = await play([...answers, respelt], {
      wishes: { task: 'text', classes: [], metric: 'token_f1', feedback_policy: 'guarded-ladder' },
      labels: places,
    });
    for (const [round, copied, words] of [
      [ofNumbers, 1, 'a fifth of the usual spread'],
      [ofTexts, 2, 'predict differently'],
    ] as const) {
      await publish(round);
      await raise(round);
      const flags = await listOthers(maintainer, round.slug);
      expect(flags.map(({ kind }) => kind)).toEqual(['near-copy']);
      expect(flags[0]!.submissions.map(({ team }) => team)).toEqual([
        round.teams[copied]!.slug,
        round.teams[7]!.slug,
      ]);
      expect(flags[0]!.finding).toContain(words);
    }
  });

  it('shows flags to auditors and maintainers alone, and lets a maintainer outside the teams judge them', async () => {
    const round = await play([honest[0]!, change(honest[0]!, 60)]);
    await publish(round);
    await raise(round);
    const [flagged, stranger, auditor] = [
      round.teams[0]!.person,
      await makePerson(site),
      await makePerson(site),
    ];
    await giveRole(site, round.slug, auditor, 'auditor');
    const [flag] = await listOthers(auditor, round.slug);
    const judgement = 'They trained the same published model.';
    for (const [person, list, judge] of [
      [null, 'not_signed_in', 'not_signed_in'],
      [stranger, 'forbidden', 'not_found'],
      [flagged, 'forbidden', 'not_found'],
    ] as const) {
      expect(await listFlags(person, round.slug)).toMatchObject({ error: { kind: list } });
      expect(await judgeFlag(person, flag!.id, { judgement })).toMatchObject({ error: { kind: judge } });
    }
    expect(await judgeFlag(auditor, flag!.id, { judgement })).toMatchObject(refusedAs('forbidden'));
    await giveRole(site, round.slug, flagged, 'maintainer');
    expect(await judgeFlag(flagged, flag!.id, { judgement })).toMatchObject(refusedAs('forbidden'));
    expect(await judgeFlag(maintainer, flag!.id, { judgement: ' ' })).toMatchObject(
      refusedAs('invalid_request'),
    );

    const countWaiting = async () =>
      unwrap(await findMaintainedBenchmarkPage(maintainer, round.slug)).maintained?.waiting.requests.flags
        ?.count ?? 0;
    const before = await countWaiting();
    const judged = unwrap(await judgeFlag(maintainer, flag!.id, { judgement }));
    expect(judged).toMatchObject({ judgement, judged_by: maintainer.name });
    expect(await listOthers(auditor, round.slug)).toEqual([judged]);
    expect(await countWaiting()).toBe(before - 1);
    const acts = await site.superuser`
      select user_id as "by", detail, is_public as "isPublic" from audit_events where act = 'flag_judged'`;
    expect(acts).toEqual([
      { by: maintainer.userId, detail: { flag: flag!.id, kind: 'near-copy', judgement }, isPublic: false },
    ]);
    const log = unwrap(await listChangelog(round.slug));
    const logged = JSON.stringify(log);
    const teams = flag!.submissions.flatMap(({ team, team_name, model, id }) => [team, team_name, model, id]);
    for (const secret of [judgement, flag!.id, 'flag_judged', 'near-copy', ...teams])
      expect(logged).not.toContain(secret);
    expect(log.items.filter(({ act }) => act === 'flag_judgement_reported')).toMatchObject([
      { by: 'a maintainer', facts: [{ name: 'Judged so far', value: '1' }] },
    ]);
  });
});
