import { z } from 'zod';
import { benchmarkFields } from './benchmark';

const fields = benchmarkFields.shape;

/**
 * The body of `PATCH …/benchmarks/{slug}`: only given fields change. `task`, `classes`, `metric`, `secondary_metrics`,
 * `log_loss_clip` and `features` are fixed by the first round, quotas by one that is open.
 */
export const changedBenchmarkSchema = z.strictObject({
  title: fields.title.optional(),
  description: fields.description.unwrap().optional(),
  rules: fields.rules.unwrap().optional(),
  links: fields.links.unwrap().optional(),
  contacts: fields.contacts.unwrap().optional(),
  tags: fields.tags.unwrap().optional(),
  task: fields.task.optional(),
  classes: fields.classes.unwrap().optional(),
  metric: fields.metric.optional(),
  secondary_metrics: fields.secondary_metrics.unwrap().optional(),
  log_loss_clip: fields.log_loss_clip.unwrap().optional(),
  features: fields.features.unwrap().optional(),
  quota_per_round: fields.quota_per_round.unwrap().optional(),
  quota_per_day: fields.quota_per_day.unwrap().optional(),
});
export type ChangedBenchmark = z.output<typeof changedBenchmarkSchema>;
