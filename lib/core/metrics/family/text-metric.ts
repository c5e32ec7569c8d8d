import { baselines } from '../baselines';
import type { Metric } from '../metric';
import type { Scorable, TextScorable } from '../scorable/scorable';
import { liftMetric } from './lift-metric';

const sameOfTexts = {
  group: 'text',
  tasks: ['text'],
  needs: 'texts',
  range: [0, 1],
  chanceScore: null,
  explainClasses: null,
  baseline: baselines.exact_match,
  scoresConstantsAlike: false,
  isClipped: false,
} as const;

/** A metric of texts: 0 to 1, and the more the better. */
export const textMetric = <const Name extends string>(
  metric: Omit<Metric<Name, TextScorable>, keyof typeof sameOfTexts>,
): Metric<Name> => liftMetric<Name, TextScorable>({ ...sameOfTexts, ...metric }, isOfTexts);

const isOfTexts = (s: Scorable): s is TextScorable => s.task === 'text';
