import { ok, type Result, refuse } from '../../result';
import type { Contrast } from '../../statistics/contrast';
import type { ClassificationScorable } from '../scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../scorable/undefined-metric';

/** The comparisons whose areas are averaged: one for a binary task, else one a class. Refuses as the ROC AUC does. */
export function listContrasts(s: ClassificationScorable): Result<readonly Contrast[], UndefinedMetric> {
  const { labels, probabilities, classes } = s;
  if (labels.length === 0) return refuse(undefinedMetric('no-items'));
  if (probabilities === null) return refuse(undefinedMetric('no-probabilities'));
  for (let i = 0; i < probabilities.length; i++)
    if (!Number.isFinite(probabilities[i])) return refuse(undefinedMetric('not-finite'));
  const isPresent = new Uint8Array(classes.length);
  for (let i = 0; i < labels.length; i++) isPresent[labels[i]!] = 1;
  if (isPresent.includes(0)) return refuse(undefinedMetric('absent-class'));
  const positives = s.task === 'binary' ? [1] : classes.map((_, c) => c);
  return ok(
    positives.map((positive) => ({
      labels,
      positive,
      scores: probabilities.subarray(positive),
      step: classes.length,
    })),
  );
}
