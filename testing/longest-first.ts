import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The test files that take longest and mostly wait. If they started last, the processor cores would be idle at the end of a
 * test run.
 */
const longest = [
  'services/round/create.db.test.ts',
  'worker/rotation/state-machine.db.test.ts',
  'worker/freshness/run-assess-freshness.db.test.ts',
];

/** Sorts test files: the longest ones first, then in Vitest's own order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => longest.some((path) => moduleId.endsWith(path));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
