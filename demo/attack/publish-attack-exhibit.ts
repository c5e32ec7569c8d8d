import { objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import { type AttackExhibit, type AttackReport, attackExhibitSchema } from '@/lib/contracts/attack-exhibit';
import type { FeedbackPolicyName } from '@/lib/core/benchmark';
import type { Archive, ArchiveEvaluation, ArchiveScores } from '@/lib/core/commitment/archive';
import type { Actor } from '@/services/access/caller';
import { findArchive } from '@/services/round/inputs';
import { findSubmission } from '@/services/submission/view';
import { accepted } from '../play';
import { attackBenchmark } from './attack-benchmark';

/** A file of the attack before it is known whether later files build on it. */
export type Reported = Omit<AttackReport, 'is_kept'>;

const { slug, metric } = attackBenchmark;

/**
 * Publishes the attack's feedback, file by file, beside the archive values of its two rounds. They are revealed, so that every
 * score in it is public already; the feedback is the attacker's own to publish.
 */
export async function publishAttackExhibit(
  attacker: Actor,
  played: readonly { number: number; policy: FeedbackPolicyName }[],
): Promise<void> {
  const rounds = await Promise.all(
    played.map(async ({ number, policy }) => {
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
  const submissions: Reported[] = [];
  for (const { submission, scores } of inOrder) {
    const { feedback } = accepted(await findSubmission(attacker, submission));
    if (!feedback) throw new Error('a submission of the attack got no feedback');
    const { outcome, score: reported } = feedback;
    submissions.push({ outcome, reported, feedback: scoreOf(scores.feedback), final: scoreOf(scores.final) });
  }
  return submissions;
}

function scoreOf({ score }: ArchiveScores): number {
  if (score === null) throw new Error('a submission of the attack has no score');
  return Number(score.toFixed(6));
}

async function* encode(exhibit: AttackExhibit): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(JSON.stringify(exhibit));
}

/** The attack keeps its first file, and then each one that is reported as better. */
export function markKept(submissions: readonly Reported[]): AttackReport[] {
  let best = -Infinity;
  return submissions.map((submission, i) => {
    const isBetter = (submission.reported ?? -Infinity) > best;
    best = Math.max(best, submission.reported ?? -Infinity);
    return {
      ...submission,
      is_kept: i === 0 || submission.outcome === 'improved' || (submission.outcome === 'score' && isBetter),
    };
  });
}
