import type { Task } from '../../benchmark';
import type { Metric } from '../metric';
import type { ClassificationScorable, Scorable } from '../scorable/scorable';
import { liftMetric } from './lift-metric';

export const classTasks = ['binary', 'multiclass'] as const satisfies readonly Task[];

const sameOfClasses = {
  group: 'classes',
  readAnswer: null,
  labelRule: null,
} as const;

/** A metric of predicted classes, or of their probabilities. */
export const classMetric = <const Name extends string>(
  metric: Omit<
    Metric<Name, ClassificationScorable>,
    keyof typeof sameOfClasses | 'explainClasses' | 'isClipped'
  > &
    Partial<Pick<Metric<Name, ClassificationScorable>, 'explainClasses' | 'isClipped'>>,
): Metric<Name> =>
  liftMetric<Name, ClassificationScorable>(
    { explainClasses: null, isClipped: false, ...sameOfClasses, ...metric },
    isOfClasses,
  );

const isOfClasses = (s: Scorable): s is ClassificationScorable =>
  s.task === 'binary' || s.task === 'multiclass';
