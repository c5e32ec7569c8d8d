import type { ArchiveFile } from './archive-file';
import { type TrainingShape, trainingFileName } from './format-training';
import type { RevealedRound } from './round';
import type { CheckReport } from './test-set-report';

/** The rounds whose training files make one: 1 GiB, which a laptop reads. */
export const trainingBytesMax = 1024 ** 3;

type LabelledRound = Pick<RevealedRound, 'roundId' | 'number' | 'title' | 'archive'> & {
  readonly checkReport: Pick<CheckReport, 'format' | 'inputColumns' | 'hasGroup' | 'hasDate'>;
};

export type TrainingPart = Pick<RevealedRound, 'roundId' | 'number' | 'title'> & {
  readonly file: ArchiveFile;
};

export type ChosenTraining = {
  readonly shape: TrainingShape;
  /** Oldest first; their files, one after the other, are the training data. */
  readonly parts: readonly TrainingPart[];
  /** Revealed rounds that aren't among them: of other columns than the newest one, or beyond the largest size. Newest first. */
  readonly leftOut: readonly TrainingPart[];
};

/**
 * Chooses the revealed rounds that make the training data of a benchmark: the newest ones of the newest one's columns, as many as the
 * largest size takes.
 * @param rounds newest first
 */
export function chooseTraining(
  rounds: readonly LabelledRound[],
  bytesMax = trainingBytesMax,
): ChosenTraining | null {
  const [newest] = rounds;
  if (!newest) return null;
  const shape = shapeOf(newest);
  const parts: TrainingPart[] = [];
  const leftOut: TrainingPart[] = [];
  let byteCount = 0;
  for (const round of rounds) {
    const part = partOf(round);
    if (!part) continue;
    if (!isSameShape(shapeOf(round), shape)) {
      leftOut.push(part);
      continue;
    }
    byteCount += part.file.byteCount;
    if (byteCount <= bytesMax) parts.unshift(part);
    else leftOut.push(part);
  }
  return { shape, parts, leftOut };
}

/** A revealed round's training file, by itself. */
function partOf({ roundId, number, title, checkReport, archive }: LabelledRound): TrainingPart | null {
  const name = trainingFileName(checkReport.format ?? 'csv');
  const file = archive.find((listed) => listed.name === name);
  return file ? { roundId, number, title, file } : null;
}

const shapeOf = ({ checkReport }: LabelledRound): TrainingShape => ({
  format: checkReport.format ?? 'csv',
  columns: checkReport.inputColumns,
  hasGroup: checkReport.hasGroup,
  hasDate: checkReport.hasDate,
});

const isSameShape = (a: TrainingShape, b: TrainingShape): boolean => JSON.stringify(a) === JSON.stringify(b);
