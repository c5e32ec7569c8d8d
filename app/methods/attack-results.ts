import { type MetricName, requireMetricName } from '@/lib/core/metrics/metric-name';
import results from './attack-results.json';

/** Order and words of the mechanisms that `npm run bench:attacks` tries; the file holds their figures. */
export const mechanisms = [
  { name: 'exact', title: 'exact score' },
  { name: 'two-decimals', title: 'rounded to 2 decimals' },
  { name: 'ladder-1se', title: 'ladder at 1 SE' },
  { name: 'ladder-3se', title: 'ladder at 3 SE' },
  { name: 'guarded', title: 'guarded ladder' },
] as const;

export type MechanismName = (typeof mechanisms)[number]['name'];

export const repetitions = results.repetitions;
export const closedForm = results.closed_form;

/** Cells of the paper's attack on 4,000 feedback items, by the number of files submitted. */
export const listLosses = (mechanism: MechanismName) =>
  results.paper.filter((cell) => cell.mechanism === mechanism);

/** Cells of hill-climbing, by items and submissions. */
export const listGains = (mechanism: MechanismName) =>
  results.hill_climbing.filter((cell) => cell.mechanism === mechanism);

/** What each attack on a guarded round is, by its name in the file. */
const guardedTitles: Readonly<Record<string, string>> = {
  fuel: 'a model in slices',
  'refused answers turned round': 'refusals turned round',
  'votes of unlinked teams': 'votes of teams',
  'budget passed on': 'a file passed on',
};

export type GuardedAttack = {
  readonly key: string;
  readonly title: string;
  readonly metric: MetricName;
  readonly items: number;
  readonly teams: number;
  readonly announcements: number;
  readonly answers: number;
  readonly feedbackGain: Gain;
  readonly finalGain: Gain;
  readonly exposure: number;
  readonly gainAllowed: number;
};
type Gain = { readonly mean: number; readonly standard_error: number };

/** The attacks on the guarded ladder; two settings that came to the same, since the stop comes before either cap, stand once. */
export const guardedAttacks: readonly GuardedAttack[] = results.guarded
  .filter(
    (cell, i, all) =>
      all.findIndex(
        (other) =>
          other.attack === cell.attack &&
          other.design === cell.design &&
          other.feedback_items === cell.feedback_items &&
          other.teams === cell.teams &&
          other.feedback_gain.mean === cell.feedback_gain.mean,
      ) === i,
  )
  .map((cell) => ({
    key: [cell.attack, cell.metric, cell.feedback_items, cell.answers_cap, cell.teams, cell.design].join(' '),
    title: guardedTitles[cell.attack] ?? cell.attack,
    metric: requireMetricName(cell.metric),
    items: cell.feedback_items,
    teams: cell.teams,
    announcements: cell.announcements,
    answers: cell.answers,
    feedbackGain: cell.feedback_gain,
    finalGain: cell.final_gain,
    exposure: cell.exposure,
    gainAllowed: cell.gain_allowed,
  }));
