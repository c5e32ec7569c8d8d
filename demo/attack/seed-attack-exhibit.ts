import { isDeepStrictEqual } from 'node:util';
import type { FeedbackPolicyName } from '@/lib/core/benchmark';
import type { Actor } from '@/services/access/caller';
import { createBenchmark } from '@/services/benchmark/create';
import { findBenchmark } from '@/services/benchmark/view';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { revealRound } from '@/services/round/openings';
import { chooseSubmission } from '@/services/submission/counting';
import { createHillClimber, type HillClimber } from '@/testing/hill-climber';
import { formatMonthTitle } from '../flights/demo-calendar';
import { drawBalancedRound } from '../flights/draw-balanced-round';
import type { FlightTable } from '../flights/flight-table';
import { formatClasses, formatLabelledFlights } from '../flights/format-flight-files';
import {
  accepted,
  ensureDemoPerson,
  ensurePolicy,
  listDemoRounds,
  playRound,
  submitFile,
  until,
} from '../play';
import { attackBenchmark, attackRounds, attackSubmissionCount } from './attack-benchmark';
import { publishAttackExhibit } from './publish-attack-exhibit';

const { slug, classes } = attackBenchmark;

const itemCount = 4_000;

const blockSize = 100;

/**
 * Plays the same attack in a round with exact feedback and in one with the guarded ladder, reveals both, and publishes the
 * feedback.
 */
export async function seedAttackExhibit(
  maintainer: Actor,
  table: FlightTable,
  tell: (line: string) => void,
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
    tell(`Attack exhibit, ${title}: ${policy}, ${attackSubmissionCount} submissions`);
    played.push({ number: await reveal(maintainer, title), policy });
  }
  await publishAttackExhibit(attacker, played);
  tell('Attack exhibit: revealed, its answers published');
}

/** @returns the number of the round */
async function reveal(maintainer: Actor, title: string): Promise<number> {
  const find = async () =>
    (await listDemoRounds({ maintainer, slug })).find((round) => round.title === title)!;
  const { number, state } = await find();
  await until(async () => ((await findLeaderboard(slug, number)).ok ? true : undefined));
  if (state !== 'revealed') accepted(await revealRound(maintainer, slug, number));
  await until(async () => ((await find()).state === 'revealed' ? true : undefined));
  return number;
}

/** The attacker knows the ids, which the published inputs have, and the feedback. */
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
            'An attack, not a model: random flips of predictions, kept where the answer said better. It has seen no flight.',
        },
      },
      file: new Blob([formatClasses(ids, file, classes)]),
      idempotencyKey: `attack-${round}-${n}`,
    });
    if (!feedback) throw new Error('a submission of the attack got no answer');
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
  // The best file found is the counting submission.
  accepted(await chooseSubmission(attacker, best!));
}
