import { formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { PanelWords } from './attack-panel';
import type { AttackSeries, Learnt } from './attack-series';

/** From how many points on the two lines are said to part. */
const partingPoints = 3;

export function wordAttack(metric: MetricName, series: AttackSeries): PanelWords {
  const [feedback, final] = endsOf(series);
  const gap = 100 * (feedback - final);
  return {
    feedback: `${formatScore(metric, feedback)} on the feedback part`,
    final: `${formatScore(metric, final)} on the final part`,
    answers: sayAnswers(series),
    gap: gap >= partingPoints ? `${gap.toFixed(2)} points of nothing` : null,
  };
}

/** What a panel shows, in sentences. */
export function labelAttack(metric: MetricName, title: string, series: AttackSeries): string {
  const [feedback, final] = endsOf(series);
  const format = (score: number) => formatScore(metric, score);
  return `${title}. After ${series.feedback.length} submissions the feedback score is ${format(feedback)}, from ${format(series.feedback[0]!)}. The final score is ${format(final)}, from ${format(series.final[0]!)}. ${sayAnswers(series)}.`;
}

const endsOf = ({ feedback, final }: AttackSeries): [number, number] => [feedback.at(-1)!, final.at(-1)!];

/** Answers come to an end where a round gives only so many. */
function sayAnswers({ learnt }: AttackSeries): string {
  const count = (what: Learnt) => learnt.filter((one) => one === what).length;
  const answers = learnt.length - count('nothing');
  const better = count('better');
  return `${learnt.length} files, ${answers} answers: ${better === 0 ? 'not one' : better} “better”`;
}
