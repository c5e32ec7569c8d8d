import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import {
  listMarksOf,
  listRankedVersions,
  type NamedMark,
  type RankedModelVersion,
} from '@/db/queries/mark-queries';
import type { MarkView } from '@/lib/contracts/mark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { requireBenchmark } from '../access/require-benchmark';

/** The calibration marks of a benchmark, dropped ones too; the same for everybody. */
export async function listMarks(slug: string): Promise<Result<MarkView[], Refusal>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug);
  return benchmark.ok ? ok(await readMarks(db, benchmark.value.benchmarkId)) : benchmark;
}

export async function readMarks(db: Executor, benchmarkId: string): Promise<MarkView[]> {
  const marks = await listMarksOf(db, benchmarkId);
  return viewOfMarks(marks, marks.length === 0 ? [] : await listRankedVersions(db, benchmarkId));
}

function viewOfMarks(marks: readonly NamedMark[], versions: readonly RankedModelVersion[]): MarkView[] {
  return marks.map((mark) => {
    const files = filesOf(mark, versions);
    return {
      model: mark.model,
      model_slug: mark.modelSlug,
      team: mark.team,
      version: mark.version,
      vouched_for_by: 'a maintainer',
      reason: mark.reason,
      designated_at: mark.designatedAt.toISOString(),
      dropped_at: mark.droppedAt?.toISOString() ?? null,
      rounds: files.map(({ round }) => round),
      files,
    };
  });
}

const filesOf = (mark: NamedMark, versions: readonly RankedModelVersion[]) =>
  versions.find(({ modelSlug, version }) => modelSlug === mark.modelSlug && version === mark.version)
    ?.files ?? [];

/** A model version that a maintainer may vouch for. */
export type MarkCandidate = {
  model: string;
  modelSlug: string;
  version: string;
  team: string;
  rounds: number[];
};

/** The marks of a benchmark, and the ranked model versions that are none, for those who decide about it. */
export async function readMarksAndCandidates(
  db: Executor,
  benchmarkId: string,
): Promise<{ marks: MarkView[]; candidates: MarkCandidate[] }> {
  const [marks, versions] = await Promise.all([
    listMarksOf(db, benchmarkId),
    listRankedVersions(db, benchmarkId),
  ]);
  const isMark = (version: MarkCandidate) =>
    marks.some(
      (mark) =>
        mark.droppedAt === null && mark.modelSlug === version.modelSlug && mark.version === version.version,
    );
  return {
    marks: viewOfMarks(marks, versions),
    candidates: versions
      .map(({ modelId: _, files, ...version }) => ({ ...version, rounds: files.map(({ round }) => round) }))
      .filter((version) => !isMark(version)),
  };
}
