import { ObjectChanged } from '@/adapters/object-store/object-changed';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import type { FileProblem } from '@/lib/core/files/file-problem';
import { createInputsCheck } from '@/lib/core/model/check-inputs';
import { composeSignature } from '@/lib/core/model/declared-signature';
import type { TestSetItem } from '@/lib/core/round/read-test-set';
import type { TestSetReport } from '@/lib/core/round/test-set-report';
import type { ScorerPlatform } from '../scorer-platform';
import { type RoundOfTestSet, readSealedTestSet, reportOf } from './read-sealed-test-set';

/**
 * Reads a draft's test set for its report, which tells its maintainers too that what is stored isn't what they uploaded, and where
 * models can't be fed. Nothing of
 * such a file is told: items that were handed over count only when the report has no problem.
 */
export async function readDraftTestSet(
  platform: Pick<ScorerPlatform, 'objects' | 'identity'>,
  { roundId, testSetSealedSha256 }: Pick<RoundOfTestSet, 'roundId' | 'testSetSealedSha256'>,
  { task, classes, modelSignature }: BenchmarkRow,
  onItem: (item: TestSetItem) => void,
): Promise<TestSetReport> {
  const inputs = modelSignature && createInputsCheck(composeSignature(modelSignature, classes).input);
  try {
    const { report } = await readSealedTestSet(
      platform,
      { roundId, testSetSealedSha256, task, classes },
      (item) => {
        onItem(item);
        inputs?.add(item);
      },
    );
    return inputs ? inputs.completeReport(report) : report;
  } catch (error) {
    if (!(error instanceof ObjectChanged)) throw error;
    return reportOf(fileChanged);
  }
}

const fileChanged: FileProblem = {
  code: 'file_changed',
  line: null,
  column: null,
  detail: 'the stored test set is not the one that was uploaded',
  hint: 'This is a fault of the platform. Inform its operator, and upload the test set again, as a new round.',
};
