import { slugOf } from '@/lib/core/submission/slug';
import type { Actor } from '@/services/access/actor';
import { createBenchmark } from '@/services/benchmark/create';
import { findBenchmark } from '@/services/benchmark/find';
import { designateMark } from '@/services/mark/designate';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { chooseSubmission } from '@/services/submission/choose';
import type { FlightTable } from '../flights/flight-table';
import { formatClasses, formatLabelledFlights } from '../flights/format-flight-files';
import { accepted, type DemoBenchmark, ensurePolicy, playRound, submitFile, until } from '../play';
import { ensureDemoTeam } from '../stand';
import { createBlockBlender } from './blend-by-blocks';
import { freshnessBenchmark, freshnessRounds, openMonth } from './freshness-benchmark';
import { linkTeamsByTwo } from './link-teams-by-two';
import {
  type FreshnessBlend,
  type FreshnessFile,
  type FreshnessRound,
  makeFreshnessRounds,
} from './make-freshness-rounds';

const { slug, classes } = freshnessBenchmark;

/** Plays five months, each of which ends in another state of freshness, or for another reason. */
export async function seedFreshnessExhibit(
  maintainer: Actor,
  table: FlightTable,
  tell: (line: string) => void,
): Promise<void> {
  const demo = { maintainer, slug };
  if (!(await findBenchmark(maintainer, slug)).ok)
    accepted(await createBenchmark(maintainer, freshnessBenchmark));
  for (const [index, round] of makeFreshnessRounds(table).entries()) {
    const { policy } = freshnessRounds[index]!;
    await ensurePolicy(demo, policy);
    await playRound(demo, {
      title: round.title,
      testSet: new Blob([formatLabelledFlights(table, round.items)]),
      until: round.month === openMonth ? 'open' : 'closed',
      onOpen: () => submitAll(demo, round),
    });
    if (index === 0) await vouchForReference(demo, round.reference);
    tell(`Freshness exhibit, ${round.title}: ${policy}`);
  }
}

/** Each team by itself and all of them at once; whoever tunes comes when the others are there. */
async function submitAll(demo: DemoBenchmark, round: FreshnessRound): Promise<void> {
  const ids = round.items.map(({ id }) => id);
  const files = [...round.reference, ...round.others];
  const teams = [...new Set(files.map(({ team }) => team))];
  await Promise.all(
    teams.map((team) =>
      submitInTurn(
        files.filter((file) => file.team === team),
        round,
        ids,
      ),
    ),
  );
  await Promise.all(round.blends.map((blend) => tune(blend, round, ids)));
  for (const { entrants } of round.blends)
    if (entrants.length > 1)
      await linkTeamsByTwo(
        demo,
        entrants.map(({ team }) => team),
      );
}

async function submitInTurn(
  files: readonly FreshnessFile[],
  { month }: FreshnessRound,
  ids: readonly string[],
): Promise<void> {
  for (const { team, model, version, disclosure, classes: predicted } of files)
    await submitFile(await ensureDemoTeam(team), slug, {
      metadata: { model, version, disclosure },
      file: new Blob([formatClasses(ids, predicted, classes)]),
      idempotencyKey: `freshness-${month}-${slugOf(model, 'model')}`,
    });
}

/** Hands in one file after the other, by each team in turn; what counts of each is the best it has sent. */
async function tune(blend: FreshnessBlend, { month }: FreshnessRound, ids: readonly string[]): Promise<void> {
  const { entrants, disclosure, answerCount } = blend;
  const blender = createBlockBlender(blend);
  const researchers = await Promise.all(entrants.map(({ team }) => ensureDemoTeam(team)));
  const best = new Map<Actor, { id: string; score: number }>();
  for (let n = 0; n < answerCount; n++) {
    const researcher = researchers[n % researchers.length]!;
    const { model } = entrants[n % entrants.length]!;
    const { id, feedback } = await submitFile(researcher, slug, {
      metadata: { model, version: `file ${n + 1}`, disclosure },
      file: new Blob([formatClasses(ids, blender.propose(), classes)]),
      idempotencyKey: `freshness-${month}-${slugOf(model, 'model')}-${n + 1}`,
    });
    if (typeof feedback?.score !== 'number') throw new Error('a blend of the exhibit got no score');
    blender.learn(feedback.score);
    const before = best.get(researcher);
    if (!before || feedback.score > before.score) best.set(researcher, { id, score: feedback.score });
  }
  for (const [researcher, { id }] of best) accepted(await chooseSubmission(researcher, id));
}

async function vouchForReference(
  { maintainer }: DemoBenchmark,
  reference: readonly FreshnessFile[],
): Promise<void> {
  // Only what an official ranking shows can be vouched for.
  await until(async () => ((await findLeaderboard(slug, 1)).ok ? true : undefined));
  for (const { model, version } of reference)
    accepted(
      await designateMark(maintainer, slug, {
        model: slugOf(model, 'model'),
        version,
        reason: 'Trained once, on flights of January 2001, by the programs in research/demo.',
      }),
    );
}
