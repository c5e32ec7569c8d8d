import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import { viewOfSchedule } from '@/lib/contracts/schedule';

/** Facts about a public benchmark with two classes, ranked by accuracy, without a schedule. */
export const factsOfMadeBenchmark = (facts: Partial<BenchmarkFacts> = {}): BenchmarkFacts => ({
  ...{ slug: 'made', title: 'Made', summary: 'One sentence.', description: '', rules: '' },
  ...{
    task: 'binary',
    classes: ['no', 'yes'],
    metric: 'accuracy',
    secondary_metrics: [],
    log_loss_clip: 0.0001,
    direction: 'higher',
  },
  ...{
    accepts: ['predictions'],
    inputs: 'public',
    features: [],
    model_signature: null,
    container_needs: null,
    runners: null,
    model_sample: null,
  },
  ...{ quota_per_round: 20, quota_per_day: 3, team_size_max: 5 },
  ...{ feedback_policy: 'guarded-ladder', feedback_share: 0.3 },
  ...{
    visibility: 'public',
    entry: 'open',
    entry_questions: [],
    rules_version: null,
    rules_sha256: null,
    links: [],
    contacts: [],
    tags: [],
    license: null,
    terms: null,
    paper: null,
    columns: [],
    schedule: viewOfSchedule({ cadence: { kind: 'none' }, timeZone: 'UTC' }),
  },
  ...{ next_rotation_at: null, overdue_since: null, reveals_after_rounds: null },
  ...facts,
});
