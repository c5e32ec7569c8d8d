import type { Metric } from '../metric';
import type { RegressionScorable, Scorable } from '../scorable/scorable';
import { liftMetric } from './lift-metric';

const sameOfNumbers = {
  group: 'regression',
  tasks: ['regression'],
  needs: 'numbers',
  probitScale: 'never',
  chanceScore: null,
  intervalWidth: 'unknown',
  explainClasses: null,
  isClipped: false,
  readAnswer: null,
  labelRule: null,
} as const;

/** A metric of a regression. */
export const numberMetric = <const Name extends string>(
  metric: Omit<Metric<Name, RegressionScorable>, keyof typeof sameOfNumbers>,
): Metric<Name> => liftMetric<Name, RegressionScorable>({ ...sameOfNumbers, ...metric }, isOfNumbers);

const isOfNumbers = (s: Scorable): s is RegressionScorable => s.task === 'regression';
