import { isDeepStrictEqual } from 'node:util';
import { objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import {
  type AttackExhibit,
  type AttackReport,
  type AttackRound,
  attackExhibitSchema,
} from '@/lib/contracts/attack-exhibit';
import type { FeedbackPolicyName } from '@/lib/core/benchmark';
import type { Archive, ArchiveEvaluation, ArchiveScores } from '@/lib/core/commitment/archive';
import type { Actor } from '@/services/access/caller';
import { createBenchmark } from '@/services/benchmark/create';
import { findBenchmark } from '@/services/benchmark/view';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { findArchive } from '@/services/round/inputs';
import { revealRound } from '@/services/round/openings';
import { chooseSubmission } from '@/services/submission/counting';
import { findSubmission } from '@/services/submission/view';
import { createHillClimber, type HillClimber } from '@/testing/hill-climber';
import { formatMonthTitle } from './flights/demo-calendar';
import { drawBalancedRound } from './flights/draw-round';
import type { FlightTable } from './flights/flight-table';
import { formatClasses, formatLabelledFlights } from './flights/format-flight-files';
import {
  accepted,
  ensureDemoPerson,
  ensurePolicy,
  listDemoRounds,
  playRound,
  submitFile,
  until,
} from './play';

/** Number of the attacker's submissions in each round, equal to the quota. */
const attackSubmissionCount = 100;

/** The demo benchmark that shows how much an attack gains under each feedback policy. */
const attackBenchmark = {
  slug: 'attack-exhibit',
  title: 'Attack exhibit',
  description: `${attackSubmissionCount} blind submissions against two feedback policies.

Half of the flights of each round were late, so a coin is right on half of them. The model *Hill climber* knows nothing of flights: it flips a random block of 100 predictions, submits, and keeps the flips if its feedback improves. ${attackSubmissionCount} submissions a round, sent by the program that also computes the tables of [the methods page](/methods#attacks).

- **Round 1** reported the exact score of every submission on the feedback split. The feedback score climbed; the score on the final split, which has no feedback, stayed at that of a coin. The gap between the two is pure overfitting.
- **Round 2** used the guarded ladder. The same attack with the same number of submissions gained nothing.

Both rounds are revealed: every file and score can be checked, and [the home page](/) draws them.

**Source.** US Department of Transportation, through \`vega-datasets\` (BSD-3), as for *Late flights 2001*.`,
  rules:
    '- This benchmark is an exhibit: its only entrant is an attack, labelled as one. Enter *Late flights 2001* instead.',
  task: 'binary',
  classes: ['on_time', 'late'],
  metric: 'accuracy',
  secondary_metrics: [],
  accepts: ['predictions'],
  inputs: 'public',
  features: ['date', 'hour', 'distance', 'origin', 'destination'],
  quota_per_round: attackSubmissionCount,
  quota_per_day: 2 * attackSubmissionCount,
  feedback_policy: 'exact',
  feedback_share: 0.3,
  tags: ['exhibit', 'attack'],
};

/**
 * One round for each feedback policy, each with flights of another month. Both are revealed, so that every reader can check the
 * exhibit.
 */
const attackRounds = [
  { month: 2, policy: 'exact' },
  { month: 3, policy: 'guarded-ladder' },
] as const;

const { slug, classes, metric } = attackBenchmark;

const itemCount = 4_000;

const blockSize = 100;

/**
 * Plays the same attack in a round with exact feedback and in one with the guarded ladder, reveals both rounds, and publishes
 * the feedback that the attacker got.
 */
export async function seedAttackExhibit(
  maintainer: Actor,
  table: FlightTable,
  log: (line: string) => void,
): Promise<void> {
  if (!(await findBenchmark(maintainer, slug)).ok)
    accepted(await createBenchmark(maintainer, attackBenchmark));
  const attacker = await ensureDemoPerson({ name: 'Demo attacker', email: 'attacker@demo.invalid' });
  const played: { number: number; policy: FeedbackPolicyName }[] = [];
  for (const { month, policy } of attackRounds) {
    const title = formatMonthTitle(month);
    const items = drawBalancedRound(table, month, itemCount, slug);
    await ensurePolicy({ maintainer, slug }, policy);
    await playRound(
      { maintainer, slug },
      {
        title,
        testSet: new Blob([formatLabelledFlights(table, items)]),
        until: 'closed',
        onOpen: (number) =>
          climb(
            attacker,
            number,
            items.map(({ id }) => id),
          ),
      },
    );
    log(`Attack exhibit, ${title}: ${policy}, ${attackSubmissionCount} submissions`);
    played.push({ number: await reveal(maintainer, title), policy });
  }
  await publishAttackExhibit(attacker, played);
  log('Attack exhibit: revealed, its feedback published');
}

/** Closes and reveals a round. @returns its number */
async function reveal(maintainer: Actor, title: string): Promise<number> {
  const find = async () =>
    (await listDemoRounds({ maintainer, slug })).find((round) => round.title === title)!;
  const { number, state } = await find();
  await until(async () => ((await findLeaderboard(slug, number)).ok ? true : undefined));
  if (state !== 'revealed') accepted(await revealRound(maintainer, slug, number));
  await until(async () => ((await find()).state === 'revealed' ? true : undefined));
  return number;
}

/** Plays a hill-climber, which knows only the ids, as the published inputs have them, and its feedback. */
async function climb(attacker: Actor, round: number, ids: readonly string[]): Promise<void> {
  let climber: HillClimber | null = null;
  let file: Uint8Array = new Uint8Array(ids.length);
  let best: string | null = null;
  for (let n = 1; n <= attackSubmissionCount; n++) {
    const { id, feedback } = await submitFile(attacker, slug, {
      metadata: {
        model: 'Hill climber',
        version: `round ${round}, file ${n}`,
        disclosure: {
          notes:
            'An attack, not a model: random flips of predictions, kept where the feedback improved. It uses no data of the flights.',
        },
      },
      file: new Blob([formatClasses(ids, file, classes)]),
      idempotencyKey: `attack-${round}-${n}`,
    });
    if (!feedback) throw new Error('a submission of the attack got no feedback');
    const bestBefore = climber?.best.slice();
    climber?.learn(feedback);
    if (!climber || !isDeepStrictEqual(climber.best, bestBefore)) best = id;
    if (!climber)
      climber = createHillClimber({
        start: file,
        startScore: feedback.score ?? 0,
        blockSize,
        seed: `exhibit ${round}`,
      });
    file = climber.propose();
  }
  // Chooses the best file found as the submission that counts.
  accepted(await chooseSubmission(attacker, best!));
}

/** One file of the attack with its feedback, before it is known whether later files build on this one. */
export type Reported = Omit<AttackReport, 'is_kept'>;

/**
 * Publishes the attack's feedback, file by file, next to the final scores of its two rounds. The rounds are revealed, so every
 * final score in it is public already, and the attacker may publish their own feedback.
 */
async function publishAttackExhibit(
  attacker: Actor,
  played: readonly { number: number; policy: FeedbackPolicyName }[],
): Promise<void> {
  const rounds = await Promise.all(
    played.map(async ({ number, policy }): Promise<AttackRound> => {
      const { title, evaluations, commitment } = await readArchive(number);
      return {
        number,
        title,
        policy,
        feedback_count: commitment.feedback_count,
        final_count: commitment.final_count,
        submissions: markKept(await listReports(attacker, evaluations)),
      };
    }),
  );
  const exhibit = attackExhibitSchema.parse({ benchmark: slug, metric, rounds });
  await webPlatform().objects.put(objectKeys.attackExhibit, encode(exhibit));
}

async function readArchive(number: number): Promise<Archive> {
  const file = accepted(await findArchive(slug, number, 'archive.json'));
  const pieces: Uint8Array[] = [];
  for await (const piece of (await file.open()).stream) pieces.push(piece);
  return JSON.parse(Buffer.concat(pieces).toString('utf8'));
}

async function listReports(attacker: Actor, evaluations: readonly ArchiveEvaluation[]): Promise<Reported[]> {
  const inOrder = [...evaluations].sort((a, b) => Date.parse(a.received_at) - Date.parse(b.received_at));
  const reports: Reported[] = [];
  for (const { submission, scores } of inOrder) {
    const { feedback } = accepted(await findSubmission(attacker, submission));
    if (!feedback) throw new Error('a submission of the attack got no feedback');
    const { outcome, score: reported } = feedback;
    reports.push({ outcome, reported, feedback: scoreOf(scores.feedback), final: scoreOf(scores.final) });
  }
  return reports;
}

function scoreOf({ score }: ArchiveScores): number {
  if (score === null) throw new Error('a submission of the attack has no score');
  return Number(score.toFixed(6));
}

async function* encode(exhibit: AttackExhibit): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(JSON.stringify(exhibit));
}

/** Marks the files on which the attack built: the first one, then each one that was reported as better. */
export function markKept(reports: readonly Reported[]): AttackReport[] {
  let best = -Infinity;
  return reports.map((report, i) => {
    const isBetter = (report.reported ?? -Infinity) > best;
    best = Math.max(best, report.reported ?? -Infinity);
    return {
      ...report,
      is_kept: i === 0 || report.outcome === 'improved' || (report.outcome === 'score' && isBetter),
    };
  });
}
