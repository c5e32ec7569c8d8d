import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { findModelVersion } from '@/db/queries/model-version-queries';
import { listPracticeLeaders, type RoundLeader } from '@/db/queries/practice-queries';
import { readClock } from '@/db/queries/read-clock';
import { findRoundById, listRevealedRounds } from '@/db/queries/round-queries';
import type { NamedSubmission } from '@/db/queries/submission-queries';
import type { RoundFacts } from '@/lib/contracts/round';
import type { PracticeView, SubmissionView } from '@/lib/contracts/submission';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { practiceRoundsMax } from '@/lib/core/model/practice';
import type { VersionState } from '@/lib/core/model/version-state';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideChoice, decideWithdrawal, isOver } from '@/lib/core/submission/decide-withdrawal';
import { isFinal } from '@/lib/core/submission/submission-state';
import type { Actor } from '../access/actor';
import { listMissingVersions } from '../publication/find-readiness';
import { factsOfRound } from '../round/view';
import { requireSubmission } from '../submission/find';
import { findStandingTowards } from '../submission/find-standing-towards';
import { viewOfSubmission } from '../submission/view';

export type SubmissionPractice = {
  /** Scores of a model, as far as the reader may see them; none for a file. */
  scores: readonly PracticeView[];
  /** The best official scores of the same rounds. */
  leaders: readonly RoundLeader[];
  /** The newest revealed rounds, on which the reader's browser scores a file; none for a model. */
  revealed: readonly { number: number; title: string }[];
};

export type SubmissionPage = {
  submission: SubmissionView;
  benchmark: { title: string; metric: MetricName };
  round: RoundFacts;
  /** The version whose rules it waits for, where no scorer that was heard from lately has them. */
  missingVersion: string | null;
  /** It waits, among other things, for room on the disk. */
  isSpaceShort: boolean;
  isOver: boolean;
  practice: SubmissionPractice;
  /** Of a model that is run; null for predictions, and for whoever sees no more than its team, model and state. */
  version: {
    state: VersionState;
    frozenAt: Date;
    retiredAt: Date | null;
    /** The scorer entered it when the round opened. */
    isStanding: boolean;
  } | null;
  /** What the reader may do about which submission counts. */
  can: { choose: boolean; withdraw: boolean };
};

/** A submission with what has become of its round, for whoever may see it. */
export async function findSubmissionPage(
  actor: Actor,
  submissionId: string,
): Promise<Result<SubmissionPage, Refusal>> {
  const { db, space } = webPlatform();
  const found = await requireSubmission(db, actor, submissionId);
  if (!found.ok) return found;
  const { submission, benchmarkTitle, metric } = found.value;
  const round = await findRoundById(db, submission.roundId);
  if (!round) return refuse({ kind: 'not_found', what: 'round' });
  const sealedWith = 'scorerVersion' in round ? round.scorerVersion : null;
  const [asker, now] = [await findStandingTowards(db, actor, found.value), await readClock(db)];
  const missing = isFinal(submission.state) ? [] : await listMissingVersions(db, now);
  return ok({
    submission: viewOfSubmission(found.value),
    benchmark: { title: benchmarkTitle, metric },
    round: factsOfRound(round),
    isSpaceShort: !isFinal(submission.state) && (await space.isShort()),
    missingVersion: missing.find((version) => version === sealedWith) ?? null,
    isOver: isOver(round, now),
    practice: await readPractice(db, found.value),
    version: await readVersion(db, found.value),
    can: {
      choose: decideChoice(submission, { round, now, ...asker }).ok,
      // Whether a reason is given is asked when it is withdrawn.
      withdraw: decideWithdrawal(submission, { round, now, asker, reason: 'asked' }).ok,
    },
  });
}

async function readPractice(
  db: Executor,
  { submission, benchmarkId, practice, isTeamOnly }: NamedSubmission,
): Promise<SubmissionPractice> {
  if (isTeamOnly) return { scores: [], leaders: [], revealed: [] };
  if (submission.versionId !== null) {
    const leaders = practice.length > 0 ? await listPracticeLeaders(db, submission.submissionId) : [];
    return { scores: practice, leaders, revealed: [] };
  }
  const revealed = await listRevealedRounds(db, benchmarkId, practiceRoundsMax);
  return { scores: [], leaders: [], revealed: revealed.map(({ number, title }) => ({ number, title })) };
}

async function readVersion(
  db: Executor,
  { submission, isTeamOnly }: NamedSubmission,
): Promise<SubmissionPage['version']> {
  const { versionId, isStanding } = submission;
  if (versionId === null || isTeamOnly) return null;
  const version = await findModelVersion(db, versionId);
  if (!version) return null;
  const { frozenAt, retiredAt } = version;
  return { state: version.state, frozenAt, retiredAt, isStanding };
}
