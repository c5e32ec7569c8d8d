import type { VersionState } from '@/lib/core/model/model-version';

const words: Readonly<Record<VersionState, string>> = {
  checking: 'not run yet',
  active: 'runs on every later round automatically',
  refused: 'failed when it was sent; it runs no more',
  retired: 'runs no more; its scores stay',
};

/** What becomes of a version of a model in rounds to come. */
export const describeVersionState = (state: VersionState): string => words[state];
