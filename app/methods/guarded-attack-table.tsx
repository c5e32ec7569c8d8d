import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { guardedAttacks } from './attack-results';
import { AttackTable } from './attack-table';

const columns = [
  { key: 'metric', title: 'Metric' },
  { key: 'items', title: 'Items' },
  { key: 'teams', title: 'Teams' },
  { key: 'answers', title: 'Told better, of answers' },
  { key: 'gain', title: 'Gain' },
  { key: 'allowed', title: 'Exposure allows' },
  { key: 'exposure', title: 'Exposure' },
  { key: 'final', title: 'Gain on final items' },
];

/** What each attack on a guarded round came to, beside the exposure that the round showed for it. */
export function GuardedAttackTable() {
  return (
    <AttackTable
      label="Attacks on the guarded ladder"
      caption="Mean gains in standard errors of the metric, with the error of the mean; the true gain is 0"
      rowsAre="Attack"
      align="text-right"
      columns={columns}
      rows={guardedAttacks.map(({ key, title, metric, ...cell }) => ({
        key,
        title,
        cells: [
          metricByName[metric].title,
          cell.items.toLocaleString('en'),
          cell.teams,
          `${cell.announcements.toFixed(1)} of ${cell.answers.toFixed(1)}`,
          formatGain(cell.feedbackGain),
          cell.gainAllowed.toFixed(2),
          `${(100 * cell.exposure).toFixed(0)} %${cell.teams > 1 ? ' pooled' : ''}`,
          formatGain(cell.finalGain),
        ],
      }))}
    />
  );
}

const formatGain = ({ mean, standard_error }: { mean: number; standard_error: number }): string =>
  `${mean.toFixed(2).replace('-', '−')} ± ${standard_error.toFixed(2)}`;
