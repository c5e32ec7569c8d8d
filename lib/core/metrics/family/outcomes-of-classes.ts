import { findClassHits } from '../confusion/class-hits';
import type { Outcomes } from '../metric';
import type { ClassificationScorable } from '../scorable/scorable';

/** Right or wrong, of metrics of predicted classes that aren't the share of hits. */
export const outcomesOfClasses: Outcomes<ClassificationScorable> = {
  compute: findClassHits,
  kind: 'zero-one',
  direction: 'higher',
  isMean: false,
  isDistance: false,
};
