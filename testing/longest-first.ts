import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** These files take longest and mostly wait: started last, they would leave the cores idle at the end. */
const longest = [
  'services/round/create.db.test.ts',
  'worker/rotation/state-machine.db.test.ts',
  'worker/freshness/run-assess-freshness.db.test.ts',
];

/** The order of test files: Vitest's own, after the longest ones. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => longest.some((path) => moduleId.endsWith(path));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
