import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import { findBaselineBefore } from '@/db/queries/feedback-queries';
import { findModelVersion } from '@/db/queries/model-version-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import { isModelShown, listSubmissionsOfTeam, type NamedSubmission } from '@/db/queries/submission-queries';
import type { RoundFacts } from '@/lib/contracts/round';
import type { PracticeView, QuotaView, SubmissionView } from '@/lib/contracts/submission';
import { practiceRoundsMax, type VersionState } from '@/lib/core/model/model-version';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import { decideChoice, decideWithdrawal, isFinal, isOver } from '@/lib/core/submission/submission-state';
import type { Actor } from '../access/caller';
import { listMissingVersions } from '../publication/find-readiness';
import { factsOfRound } from '../round/view';
import { findRelation } from '../submission/counting';
import { readQuota } from '../submission/find-quota';
import { requireSubmission, viewOfSubmission } from '../submission/view';

export type SubmissionPractice = {
  /** A model's scores on revealed rounds, as far as the reader may see them; empty for a prediction file. */
  scores: readonly PracticeView[];
  /** The newest revealed rounds, on which the reader's browser can score a prediction file; none for a model. */
  revealed: readonly { number: number; title: string }[];
};

export type SubmissionPage = {
  submission: SubmissionView;
  benchmark: Pick<NamedSubmission, 'metric' | 'direction' | 'inputs' | 'revealsAfterRounds'> & {
    title: string;
  };
  /** The database's time, with which the page compares dates. */
  now: Date;
  round: RoundFacts;
  /** Address of the model's page; null while no published ranking shows the model. */
  modelPage: string | null;
  practice: SubmissionPractice;
  /** The team's submissions, for a member of the team; null for others. */
  own: OwnSubmissions | null;
  /** The scorer version whose rules the submission's round requires, if no running scorer has it; else null. */
  missingVersion: string | null;
  /** True if the submission, not yet finished, also waits for disk space. */
  isSpaceShort: boolean;
  isOver: boolean;
  /** The model version that is run. Null for a prediction file, and for readers who may see only team, model and state. */
  version: {
    state: VersionState;
    frozenAt: Date;
    retiredAt: Date | null;
    /** True for an image that is trained on the revealed rounds. */
    trains: boolean;
    /** True if the scorer entered the version by itself when the round opened. */
    isAutomatic: boolean;
  } | null;
  can: { withdraw: boolean };
};

/** A team's submissions to the same round as the shown submission. */
export type OwnSubmissions = {
  /** The team's newest hundred submissions to the round, newest first. */
  sent: readonly SubmissionView[];
  /** The submissions of the same model, each with a flag whether the team may still choose it to count. */
  choices: readonly { submission: SubmissionView; canChoose: boolean }[];
  /** True if the maintainers submitted a baseline, with which a file is compared before the team's first improvement. */
  hasBaseline: boolean;
  /** The team's quota; null once the round has closed. */
  quota: QuotaView | null;
};

/** The page of a submission, for readers who may see it. */
export async function findSubmissionPage(
  actor: Actor,
  submissionId: string,
): Promise<Result<SubmissionPage>> {
  const { db, space } = webPlatform();
  const found = await requireSubmission(db, actor, submissionId);
  if (!found.ok) return found;
  const { submission, benchmarkId, benchmarkSlug, benchmarkTitle, modelSlug } = found.value;
  const { metric, direction, inputs, revealsAfterRounds } = found.value;
  const rounds = await listRoundsOf(db, [benchmarkId], { drafts: false });
  const round = rounds.find(({ roundId }) => roundId === submission.roundId);
  if (!round) return refuse({ kind: 'not_found', what: 'round' });
  const [asker, now] = [await findRelation(db, actor, found.value), await readClock(db)];
  const missing = isFinal(submission.state) ? [] : await listMissingVersions(db, now);
  const isShown = await isModelShown(db, submission.modelId);
  return ok({
    submission: viewOfSubmission(found.value),
    benchmark: { title: benchmarkTitle, metric, direction, inputs, revealsAfterRounds },
    now,
    round: factsOfRound(round),
    modelPage: isShown ? `/benchmarks/${benchmarkSlug}/models/${modelSlug}` : null,
    practice: listPractice(found.value, rounds),
    own: asker.isInTeam ? await readOwn(db, found.value, { round, now }) : null,
    isSpaceShort: !isFinal(submission.state) && (await space.isShort()),
    missingVersion: missing.find((version) => version === round.scorerVersion) ?? null,
    isOver: isOver(round, now),
    version: await readVersion(db, found.value),
    can: {
      // This only decides whether to show the button; the real reason is validated when the submission is withdrawn.
      withdraw: decideWithdrawal(submission, { round, now, asker, reason: 'asked' }).ok,
    },
  });
}

const sentMax = 100;

function listPractice(
  { submission, practice, isTeamOnly }: NamedSubmission,
  rounds: readonly PublicRound[],
): SubmissionPractice {
  if (isTeamOnly) return { scores: [], revealed: [] };
  if (submission.versionId !== null) return { scores: practice, revealed: [] };
  const revealed = rounds.filter(({ state }) => state === 'revealed').slice(0, practiceRoundsMax);
  return { scores: [], revealed: revealed.map(({ number, title }) => ({ number, title })) };
}

async function readOwn(
  db: Executor,
  named: NamedSubmission,
  { round, now }: { round: PublicRound; now: Date },
): Promise<OwnSubmissions> {
  const { roundId, teamId, modelId, submissionId } = named.submission;
  const sent = await listSubmissionsOfTeam(db, { roundId, teamId, limit: sentMax });
  return {
    sent: sent.map(viewOfSubmission),
    choices: sent
      .filter(({ submission }) => submission.modelId === modelId)
      .map((one) => ({
        submission: viewOfSubmission(one),
        canChoose: decideChoice(one.submission, { round, now, isInTeam: true }).ok,
      })),
    hasBaseline: (await findBaselineBefore(db, roundId, submissionId)) !== undefined,
    quota: round.state === 'open' ? await readQuota(db, { benchmark: named, open: round, teamId }) : null,
  };
}

async function readVersion(
  db: Executor,
  { submission, isTeamOnly }: NamedSubmission,
): Promise<SubmissionPage['version']> {
  const { versionId, isAutomatic } = submission;
  if (versionId === null || isTeamOnly) return null;
  const version = await findModelVersion(db, versionId);
  if (!version) return null;
  const { state, frozenAt, retiredAt, trains } = version;
  return { state, frozenAt, retiredAt, trains, isAutomatic };
}
