import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { listRoundsOf } from '@/db/queries/round-queries';
import { listTrainingsOfModel, listTrainingsOfTeam, type NamedTraining } from '@/db/queries/training-queries';
import { cutPage, type Page, type PagingQuery, readCursor } from '@/lib/contracts/paging';
import type { OwnTrainingRunView, TrainingRunView } from '@/lib/contracts/training-run';
import { isUuid } from '@/lib/core/is-uuid';
import { nameTrainedVersion } from '@/lib/core/model/training';
import { ok, type Result } from '@/lib/core/result';
import { type Actor, requireSignedIn } from '../access/caller';
import { requireBenchmark } from '../access/require-benchmark';
import { requireTeam } from '../team/team';

/** The trainings of a team's container images in a benchmark, newest first, with their logs. */
export async function listTrainings(
  actor: Actor | null,
  slug: string,
  query: PagingQuery & { team?: string | undefined },
): Promise<Result<Page<OwnTrainingRunView>>> {
  const { db } = webPlatform();
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const benchmark = await requireBenchmark(db, slug, actor);
  if (!benchmark.ok) return benchmark;
  const team = await requireTeam(db, signedIn.value, query.team ?? null);
  if (!team.ok) return team;
  const { benchmarkId } = benchmark.value;
  const after = readCursor(query.cursor);
  const found = await listTrainingsOfTeam(db, {
    ...{ benchmarkId, teamId: team.value.teamId, limit: query.limit + 1 },
    after: after !== null && isUuid(after) ? after : null,
  });
  const opened = await listOpenings(db, benchmarkId);
  return ok(
    cutPage(
      found.map((training) => viewForTeam(training, opened)),
      query.limit,
      ({ id }) => id,
    ),
  );
}

/** The trainings of a model, newest first: in a public form, and with messages and logs for its team. */
export async function readTrainings(
  db: Executor,
  of: { benchmarkId: string; modelSlug: string },
): Promise<{ shown: TrainingRunView[]; forTeam: OwnTrainingRunView[] }> {
  const found = await listTrainingsOfModel(db, of);
  const opened = found.length === 0 ? [] : await listOpenings(db, of.benchmarkId);
  return {
    shown: found.map((training) => viewOf(training, opened)),
    forTeam: found.map((training) => viewForTeam(training, opened)),
  };
}

type Opening = { readonly round: number; readonly title: string; readonly openedAt: Date };

/** The rounds of a benchmark that have opened, oldest first. */
async function listOpenings(db: Executor, benchmarkId: string): Promise<Opening[]> {
  const rounds = await listRoundsOf(db, [benchmarkId], { drafts: false });
  return rounds
    .flatMap(({ number, title, openedAt }) => (openedAt ? [{ round: number, title, openedAt }] : []))
    .toReversed();
}

const hourMs = 3_600_000;

/** A training in its public form. Message and log are only for the team, since a program may print anything. */
function viewOf(training: NamedTraining, opened: readonly Opening[]): TrainingRunView {
  const { state, imageVersion, round, createdAt, finishedAt, tookMs, conditions } = training;
  const next = opened.find(({ openedAt }) => openedAt > createdAt);
  return {
    version: state === 'frozen' ? nameTrainedVersion(imageVersion, round) : null,
    ...{ image_version: imageVersion, round, title: training.roundTitle },
    rounds: training.data.map((one) => one.round),
    ...{ data_sha256: training.dataSha256, state, code: training.code },
    queued_at: createdAt.toISOString(),
    finished_at: finishedAt?.toISOString() ?? null,
    hours: tookMs === null ? null : tookMs / hourMs,
    hours_granted: training.grantedMs / hourMs,
    model_sha256: training.trainedSha256,
    model_bytes: training.trainedByteCount,
    engine: conditions && `${conditions.runtime} ${conditions.runtimeVersion}`,
    next_round: next ? { round: next.round, title: next.title } : null,
    in_time: next ? state === 'frozen' && finishedAt !== null && finishedAt < next.openedAt : null,
  };
}

const viewForTeam = (training: NamedTraining, opened: readonly Opening[]): OwnTrainingRunView => ({
  ...viewOf(training, opened),
  ...{ id: training.trainingId, model: training.model, model_slug: training.modelSlug },
  ...{ message: training.message, log: training.log },
});
