import { objectKeys } from '@/adapters/object-store/object-store';
import { readFileHead } from '@/adapters/published-round-files';
import { webPlatform } from '@/adapters/web-platform';
import { findTrainingFile } from '@/db/queries/benchmark-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { TrainingFileView as TrainingFileOfHost } from '@/lib/contracts/benchmark-data';
import type { TrainingFileView } from '@/lib/contracts/data-files';
import type { RoundView } from '@/lib/contracts/round';
import type { MaintainerRole } from '@/lib/core/benchmark';
import { ok, type Result } from '@/lib/core/result';
import { isInState, type PublicRound } from '@/lib/core/round/round';
import { type SampledColumns, sampleColumns } from '@/lib/core/round/sample-columns';
import { type ChosenTraining, chooseTraining } from '@/lib/core/round/training';
import type { Actor } from '../access/caller';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { viewOfTrainingFile } from '../benchmark/training-file';
import { viewOfBenchmark } from '../benchmark/view';
import { readTrainingFile } from '../publication/find-training-data';
import { readFreshness } from '../round/read-freshness';
import { readPlannedOpenings } from '../round/read-planned-openings';
import { viewRounds } from '../round/view';

export type DataPage = {
  benchmark: BenchmarkView & { role: MaintainerRole | null };
  /** Public rounds, newest first. */
  rounds: readonly RoundView[];
  /** Training data of the revealed rounds; null while no round is revealed. */
  training: TrainingFileView | null;
  /** The training file that the maintainers uploaded; null if there is none. */
  hostFile: TrainingFileOfHost | null;
  /** Sizes of the open round's downloads; null for a file that isn't public. */
  byteCounts: { inputs: number | null; sampleSubmission: number | null };
  /** The columns of the newest revealed training data, otherwise those of the open round's inputs; null where neither is public. */
  columns: (SampledColumns & { roundTitle: string }) | null;
};

/** A benchmark's public files for training and prediction, and their columns. */
export async function findDataPage(actor: Actor | null, slug: string): Promise<Result<DataPage>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  const rows = await listRoundsOf(db, [benchmark.benchmarkId], { drafts: false });
  const freshness = await readFreshness(db, [benchmark.benchmarkId]);
  const chosen = chooseTraining(rows.filter((round) => isInState(round, ['revealed'])));
  const open = benchmark.inputs === 'public' ? rows.find((round) => isInState(round, ['open'])) : undefined;
  const [rounds, training, heads, hostFile] = await Promise.all([
    viewRounds(db, rows, freshness, readPlannedOpenings(db, rows, benchmark)),
    readTrainingFile(db, benchmark, chosen),
    readHeads(open, chosen),
    findTrainingFile(db, benchmark.benchmarkId),
  ]);
  return ok({
    benchmark: { ...viewOfBenchmark(benchmark, rounds, freshness.ofBenchmark(benchmark.benchmarkId)), role },
    rounds,
    training,
    hostFile: hostFile ? viewOfTrainingFile(slug, hostFile) : null,
    byteCounts: {
      inputs: heads.inputs?.byteCount ?? null,
      sampleSubmission: heads.sampleSubmission?.byteCount ?? null,
    },
    columns: heads.columns,
  });
}

/** @param open the open round, whose inputs are public */
async function readHeads(open: PublicRound | undefined, chosen: ChosenTraining | null) {
  const { objects } = webPlatform();
  const newest = chosen?.parts.at(-1);
  const [inputs, sampleSubmission, training] = await Promise.all([
    open ? readFileHead(objects, objectKeys.inputs(open.roundId)) : null,
    open ? readFileHead(objects, objectKeys.sampleSubmission(open.roundId)) : null,
    newest ? readFileHead(objects, objectKeys.archiveFile(newest.roundId, newest.file.name)) : null,
  ]);
  const columns =
    training && newest && chosen
      ? { ...sampleColumns(training.head, chosen.shape.format), roundTitle: newest.title }
      : inputs && open
        ? { ...sampleColumns(inputs.head, open.checkReport.format ?? 'csv'), roundTitle: open.title }
        : null;
  return { inputs, sampleSubmission, columns };
}
