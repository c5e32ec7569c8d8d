import { createHash } from 'node:crypto';
import type { Transaction } from '@/db/client';
import { type BenchmarkRow, lockBenchmark } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import { insertRun } from '@/db/queries/run-queries';
import {
  findTrainingMs,
  type ImageToTrain,
  insertTraining,
  listImagesToTrain,
  updateTrainingsSuperseded,
} from '@/db/queries/training-queries';
import { formatTrainingRounds, shareTrainingMs, type TrainingRound } from '@/lib/core/model/training';
import type { RevealedRound } from '@/lib/core/round/round';
import { trainingFileName } from '@/lib/core/round/training';
import { runPriorities } from '@/lib/core/run/run';
import type { ScorerPlatform } from '../scorer-platform';

const hourMs = 3_600_000;

/**
 * Queues a training for each image that trains itself, on all revealed rounds, once for each newest revealed
 * round. A team's training hours for that round are divided among its images that begin now.
 */
export async function runBeginTrainings(
  { client: { db } }: Pick<ScorerPlatform, 'client'>,
  { benchmarkId }: { benchmarkId: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    // With the lock, a second job of this kind sees the trainings that the first one queued.
    const benchmark = await lockBenchmark(tx, benchmarkId);
    const hours = benchmark?.containerNeeds?.trainingHours ?? 0;
    if (!benchmark || hours === 0) return;
    const revealed = (await listRoundsOf(tx, [benchmarkId], { drafts: false })).filter(
      (round) => round.state === 'revealed',
    );
    const [newest] = revealed;
    if (!newest) return;
    const data = revealed.toReversed().map(describeRound);
    const images = await listImagesToTrain(tx, newest);
    for (const teamId of new Set(images.map((image) => image.teamId))) {
      const ofTeam = images.filter((image) => image.teamId === teamId);
      await beginOfTeam(tx, { teamId, images: ofTeam }, { benchmark, newest, data, hours });
    }
  });
}

async function beginOfTeam(
  tx: Transaction,
  { teamId, images }: { teamId: string; images: readonly ImageToTrain[] },
  of: { benchmark: BenchmarkRow; newest: RevealedRound; data: TrainingRound[]; hours: number },
): Promise<void> {
  const { benchmarkId } = of.benchmark;
  const { roundId } = of.newest;
  const usedMs = await findTrainingMs(tx, { benchmarkId, teamId, roundId });
  const grantedMs = shareTrainingMs(of.hours * hourMs - usedMs, images.length);
  if (grantedMs === null) return;
  const now = await readClock(tx);
  const dataSha256 = createHash('sha256').update(formatTrainingRounds(of.data)).digest('hex');
  for (const { versionId, modelId, userId } of images) {
    await updateTrainingsSuperseded(tx, { modelId, finishedAt: now });
    const trainingId = await insertTraining(tx, {
      ...{ imageVersionId: versionId, roundId, data: of.data, dataSha256 },
      ...{ createdAt: now, grantedMs },
    });
    await insertRun(tx, {
      ...{ purpose: 'train', kind: 'container', isLong: true, trainingId, roundId, attempt: 1, userId },
      ...{ priority: runPriorities.automatic, queuedAt: now },
    });
  }
}

/**
 * Lists the files of a revealed round's archive that a training reads: all columns as Parquet, and inputs
 * with labels in the inputs' own format.
 */
function describeRound({
  number,
  title,
  openedAt,
  closedAt,
  checkReport,
  archive,
}: RevealedRound): TrainingRound {
  const names = ['items.parquet', trainingFileName(checkReport.format ?? 'csv')];
  return {
    ...{ round: number, title, opened_at: openedAt.toISOString(), closed_at: closedAt.toISOString() },
    files: archive
      .filter(({ name }) => names.includes(name))
      .map(({ name, sha256, byteCount }) => ({ name, sha256, bytes: byteCount })),
  };
}
