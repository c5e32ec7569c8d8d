import type { Disclosure } from '@/lib/core/model/disclosure';

/** What `makeDemoFiles` wrote. Every path is relative to the folder of the files, with forward slashes. */
export type DemoManifest = {
  readonly trainingSetPath: string;
  readonly trainingItemCount: number;
  readonly rounds: readonly DemoRound[];
  /** Test sets of which half was late, for the attack exhibit. */
  readonly attackedRounds: readonly DemoRound[];
  readonly entries: readonly DemoEntry[];
};

/** A test set. `month` is the month of 2001, 2 to 6. */
export type DemoRound = {
  readonly month: number;
  readonly title: string;
  readonly testSetPath: string;
  readonly itemCount: number;
};

/**
 * One model's prediction file for one round. `version` is the last month the model learnt from ("2001-01"): a frozen
 * model has one version in all rounds, a rebuilt one a version a round. `slug` is unique among models.
 */
export type DemoEntry = {
  readonly team: string;
  readonly model: string;
  readonly slug: string;
  readonly version: string;
  readonly schedule: 'frozen' | 'rebuilt';
  readonly trainingRows: number;
  readonly disclosure: Disclosure;
  readonly roundMonth: number;
  readonly path: string;
};
