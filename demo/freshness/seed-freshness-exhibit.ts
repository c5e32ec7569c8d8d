import { webPlatform } from '@/adapters/web-platform';
import { listInboxMailRows } from '@/db/queries/people-queries';
import { slugOf } from '@/lib/core/name/name';
import { createRng, type Rng } from '@/lib/core/statistics/rng';
import type { Actor } from '@/services/access/caller';
import { createBenchmark } from '@/services/benchmark/create';
import { setSchedule } from '@/services/benchmark/set-schedule';
import { findBenchmark } from '@/services/benchmark/view';
import { acceptInvitation, invitePerson } from '@/services/people/invitations';
import { listPeople } from '@/services/people/roles';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { freezeRound } from '@/services/round/freeze';
import { invalidateRound } from '@/services/round/invalidate';
import { revealRound } from '@/services/round/openings';
import { chooseSubmission } from '@/services/submission/counting';
import { formatMonthTitle } from '../flights/demo-calendar';
import { drawBalancedRound } from '../flights/draw-round';
import type { FlightTable } from '../flights/flight-table';
import { formatClasses, formatLabelledFlights } from '../flights/format-flight-files';
import {
  accepted,
  type DemoBenchmark,
  ensureDemoPerson,
  ensureDemoTeam,
  ensurePolicy,
  listDemoRounds,
  playRound,
  submitFile,
  until,
} from '../play';
import {
  benchmarkOf,
  type FreshnessExhibit,
  freshnessExhibits,
  honestTeams,
  makePredictions,
  pairOf,
  queriesToTune,
  scheduleSoonDue,
  tuners,
} from './freshness-exhibits';

const secondMaintainer = { name: 'Second demo maintainer', email: 'second-maintainer@demo.invalid' };

const classes = ['on_time', 'late'];

const leakReason = 'Labels of this round were posted in a public forum.';

/** Plays small benchmarks that end in different states of freshness. */
export async function seedFreshnessExhibit(
  maintainer: Actor,
  table: FlightTable,
  log: (line: string) => void,
): Promise<void> {
  for (const exhibit of freshnessExhibits) {
    await playExhibit({ maintainer, slug: exhibit.slug }, exhibit, table);
    log(`${exhibit.title}: played`);
  }
}

async function playExhibit(
  demo: DemoBenchmark,
  exhibit: FreshnessExhibit,
  table: FlightTable,
): Promise<void> {
  const { maintainer, slug } = demo;
  if (!(await findBenchmark(maintainer, slug)).ok)
    accepted(await createBenchmark(maintainer, benchmarkOf(exhibit)));
  const closesAt = exhibit.isSoonDue ? await ensureSoonDue(demo) : null;
  for (const { month, policy, itemCount, entrants } of exhibit.rounds) {
    const items = drawBalancedRound(table, month, itemCount, slug);
    const round = {
      slug,
      ids: items.map(({ id }) => id),
      labels: Uint8Array.from(items, ({ row }) => table.isLate[row]!),
    };
    await ensurePolicy(demo, policy);
    await playRound(demo, {
      title: formatMonthTitle(month),
      testSet: new Blob([formatLabelledFlights(table, items)]),
      until: 'closed',
      closesAt,
      onOpen: () => (entrants === 'tuners' ? tuneAll(round) : submitHonestly(round)),
    });
  }
  await end(demo, exhibit);
}

/**
 * Sets the schedule that makes the next test set due soon. @returns the latest time to close the round, before the next date;
 * null if an earlier run of the demo has set the schedule
 */
async function ensureSoonDue({ maintainer, slug }: DemoBenchmark): Promise<Date | null> {
  if (accepted(await findBenchmark(maintainer, slug)).next_rotation_at !== null) return null;
  const { cadence, dueAt } = scheduleSoonDue(new Date());
  accepted(await setSchedule(maintainer, slug, { schedule: { cadence, time_zone: 'UTC' } }));
  return new Date(dueAt.getTime() - 1_000);
}

type Round = { readonly slug: string; readonly ids: readonly string[]; readonly labels: Uint8Array };

const submitClasses = (
  researcher: Actor,
  { slug, ids }: Round,
  { model, version, predicted }: { model: string; version: string; predicted: Uint8Array },
) =>
  submitFile(researcher, slug, {
    metadata: { model, version },
    file: new Blob([formatClasses(ids, predicted, classes)]),
    idempotencyKey: `${slug}-${slugOf(model, 'model')}-${slugOf(version, 'version')}`,
  });

async function submitHonestly(round: Round): Promise<void> {
  await Promise.all(
    honestTeams.map(async ({ team, accuracies }) => {
      const researcher = await ensureDemoTeam(team);
      for (const [i, accuracy] of accuracies.entries()) {
        const model = `${team.replace('Demo team ', '')} ${i + 1}`;
        const predicted = makePredictions(round.labels, accuracy, `${round.slug} ${model}`);
        await submitClasses(researcher, round, { model, version: '1', predicted });
      }
    }),
  );
}

async function tuneAll(round: Round): Promise<void> {
  await Promise.all(tuners.map((team) => tune(team, round)));
}

/** Submits one file after another of an overfitting team, and chooses the best of them to count. */
async function tune(team: string, round: Round): Promise<void> {
  const researcher = await ensureDemoTeam(team);
  const blender = createBlockBlender({
    ...pairOf(round.labels, team),
    queryCount: queriesToTune,
    seed: team,
  });
  const model = `Blend of ${team.replace('Demo team ', '')}`;
  let best: { id: string; score: number } | null = null;
  for (let n = 1; n <= queriesToTune; n++) {
    const { id, feedback } = await submitClasses(researcher, round, {
      ...{ model, version: `file ${n}`, predicted: blender.propose() },
    });
    if (typeof feedback?.score !== 'number') throw new Error('a blend of the exhibit got no score');
    blender.learn(feedback.score);
    if (best === null || feedback.score > best.score) best = { id, score: feedback.score };
  }
  accepted(await chooseSubmission(researcher, best!.id));
}

async function end(demo: DemoBenchmark, { slug, rounds, ending }: FreshnessExhibit): Promise<void> {
  if (ending === 'none') return;
  const { maintainer } = demo;
  const number = rounds.length;
  const stateNow = async () => (await listDemoRounds(demo)).find((round) => round.number === number)?.state;
  const state = await stateNow();
  if (state === 'closed')
    await until(async () => ((await findLeaderboard(slug, number)).ok ? true : undefined));
  if (ending === 'reveal') {
    if (state !== 'revealed') accepted(await revealRound(maintainer, slug, number));
    return until(async () => ((await stateNow()) === 'revealed' ? true : undefined)).then(() => {});
  }
  if (state === 'invalidated') return;
  const second = await ensureSecondMaintainer(demo);
  if (state === 'closed') accepted(await freezeRound(maintainer, slug, number, { reason: leakReason }));
  const proposed = accepted(await invalidateRound(maintainer, slug, number, { reason: leakReason }));
  const { consent_to } = proposed.pending_invalidation ?? {};
  accepted(await invalidateRound(second, slug, number, { consent_to }));
}

/**
 * Makes a person the benchmark's second maintainer by an invitation. Its mail can be read here, since `demo/main.ts` keeps all
 * mail on the site.
 */
async function ensureSecondMaintainer({ maintainer, slug }: DemoBenchmark): Promise<Actor> {
  const second = await ensureDemoPerson(secondMaintainer);
  const { email } = secondMaintainer;
  const people = accepted(await listPeople(maintainer, slug));
  if (people.some(({ id }) => id === second.userId)) return second;
  accepted(await invitePerson(maintainer, slug, { email, role: 'maintainer' }));
  const mails = await listInboxMailRows(webPlatform().db, 50);
  const mail = mails.find(({ recipient }) => recipient === email);
  const token = /\/invitations\/(\S+)/.exec(mail?.body ?? '')?.[1];
  if (!token) throw new Error('the demo’s second maintainer got no invitation');
  accepted(await acceptInvitation(second, token));
  return second;
}

/**
 * An overfitting analyst with two honest files and the round's exact scores: where the files disagree, tests block by block
 * which of them is right, and keeps the better one. It makes no API calls itself, so that a simulation or a site can drive it.
 */
type BlockBlender = {
  /** The next file to submit, as classes 0 or 1. @throws when all blocks have been tested */
  readonly propose: () => Uint8Array;
  /** Tells the analyst the reported score of the last proposed file; higher is better. */
  readonly learn: (score: number) => void;
};

/**
 * The first file takes every other block from the second model; each later one swaps one block for that of the other model.
 * @param queryCount number of files, two or more; there is one block fewer
 * @param seed decides which flights are in which block
 */
export function createBlockBlender({
  first,
  second,
  queryCount,
  seed,
}: {
  readonly first: Uint8Array;
  readonly second: Uint8Array;
  readonly queryCount: number;
  readonly seed: string;
}): BlockBlender {
  const blocks = splitDisagreements(first, second, queryCount - 1, createRng(seed));
  const best = first.slice();
  for (const [b, block] of blocks.entries()) if (b % 2 === 1) flip(best, block);
  let bestScore: number | null = null;
  let proposed = 0;
  return {
    propose: () => {
      if (proposed > blocks.length) throw new RangeError('all blocks have been queried');
      const file = best.slice();
      if (proposed > 0) flip(file, blocks[proposed - 1]!);
      proposed++;
      return file;
    },
    learn: (score) => {
      if (bestScore !== null && score <= bestScore) return;
      if (bestScore !== null) flip(best, blocks[proposed - 2]!);
      bestScore = score;
    },
  };
}

/** Splits the positions at which two files differ, in random order, into blocks of about equal size. */
function splitDisagreements(first: Uint8Array, second: Uint8Array, blockCount: number, rng: Rng): number[][] {
  const places = Array.from(first.keys()).filter((i) => first[i] !== second[i]);
  for (let i = places.length - 1; i > 0; i--) {
    const j = Math.floor(rng.nextUnit() * (i + 1));
    [places[i], places[j]] = [places[j]!, places[i]!];
  }
  return Array.from({ length: blockCount }, (_, b) => places.filter((_, i) => i % blockCount === b));
}

/** Replaces the predictions in a block by those of the other model. With two classes that is the other class. */
function flip(file: Uint8Array, block: readonly number[]): void {
  for (const i of block) file[i]! ^= 1;
}
