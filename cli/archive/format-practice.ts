import { type PracticeScores, practiceSplits } from '@/lib/core/commitment/score-practice';
import { describeReliability } from '@/lib/core/metrics/format-score';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { showLines } from './show-text';

/** Practice scores as lines of text, every number to its last digit. */
export function formatPractice(scored: {
  benchmark: string;
  round: number;
  title: string;
  metric: MetricName;
  direction: string;
  scorer_version: string;
  seed: string;
  scores: PracticeScores;
}): string {
  const { metric, scores } = scored;
  const lines = [
    `${scored.title}, round ${scored.round} of ${scored.benchmark}`,
    'Practice, unranked: the labels are public.',
    `${metricByName[metric].title}, ${scored.direction} is better; scorer version ${scored.scorer_version}, seed ${scored.seed}`,
  ];
  for (const split of practiceSplits) {
    const { item_count, score, interval, secondary } = scores[split];
    const title = split === 'all' ? 'All items' : `${split[0]!.toUpperCase()}${split.slice(1)} split`;
    lines.push('', `${title}, ${item_count} items`, `  ${metric} ${score ?? 'has no value here'}`);
    if (interval) {
      const notes = [interval.method, describeReliability(interval)].filter((note) => note !== null);
      lines.push(`  interval ${interval.lower} to ${interval.upper} (${notes.join('; ')})`);
    } else if (score !== null) lines.push('  no interval');
    for (const [name, value] of Object.entries(secondary)) lines.push(`  ${name} ${value}`);
  }
  return showLines(lines);
}
