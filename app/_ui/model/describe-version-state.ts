import type { VersionState } from '@/lib/core/model/model-version';

const words: Readonly<Record<VersionState, string>> = {
  checking: 'not run yet',
  active: 'runs on every later round automatically',
  refused: 'failed when it was submitted; it is not run any more',
  retired: 'is not run any more; its scores stay',
};

/** Describes the state of a model version: whether later rounds evaluate the version. */
export const describeVersionState = (state: VersionState): string => words[state];
