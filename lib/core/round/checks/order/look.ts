import type { WayToTell } from './ways-to-tell';

/** One way in which labels might be told, tried as a family of tests. */
export type Look = {
  readonly title: string;
  readonly way: WayToTell;
  /** How many tests were made. */
  readonly testCount: number;
  /** Those with a p of `candidateMax` or less. */
  readonly candidates: readonly LookCandidate[];
};

export type LookCandidate = {
  /** Of this one test, if labels have nothing to do with order and ids. */
  readonly p: number;
  /** How well the label is told, from 0 to 1: an area under the ROC curve as 2·|area − ½|, else a correlation. */
  readonly strength: number;
};

export const lookLevel = 0.01;

/** What a look adds its tests to. */
export type LookTests = {
  add(p: number, strength: () => number): void;
  finish(): Look;
};

export function startLook(title: string, way: WayToTell): LookTests {
  let testCount = 0;
  const candidates: LookCandidate[] = [];
  return {
    add(p, strength) {
      testCount++;
      // No test decides with more than this, however few there are.
      if (p <= lookLevel) candidates.push({ p, strength: strength() });
    },
    finish: () => ({ title, way, testCount, candidates }),
  };
}

/**
 * How strongly a look tells the label: the strongest of its tests that hold at the level shared by so many looks, each with an
 * equal part of it and that part again in equal parts to its tests (Bonferroni). Null where none does.
 */
export function judgeLook({ testCount, candidates }: Look, lookCount: number): number | null {
  const held = candidates.filter(({ p }) => p * testCount * lookCount <= lookLevel);
  return held.length === 0 ? null : Math.max(...held.map(({ strength }) => strength));
}
