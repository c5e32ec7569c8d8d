'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/controls/button';
import { formatInterval, formatMetric, formatScore } from '@/app/_ui/format-score';
import { type CalibrationPart, calibrationParts } from '@/lib/core/commitment/calibrate';
import { keysOf } from '@/lib/core/keys-of';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Interval } from '@/lib/core/statistics/interval';
import type { CalibrateMessage } from './calibration';

const titles: Record<CalibrationPart, string> = {
  final: 'Final part',
  feedback: 'Feedback part',
  all: 'All items',
};

/** The scores of a file on a revealed round, as people read them or to the last digit. */
export function ScoresSection({ scored }: { scored: Extract<CalibrateMessage, { kind: 'scored' }> }) {
  const [isFull, setIsFull] = useState(false);
  const { metric, scores, seed, scorerVersion, fileName } = scored;
  const secondary = [...new Set(calibrationParts.flatMap((part) => keysOf(scores[part].secondary)))];
  const digits = isFull ? 'digits' : undefined;
  const nameOf = (name: MetricName) => (isFull ? metricByName[name].title : formatMetric(name));
  const format = (name: MetricName, value: number | null | undefined) =>
    value == null ? 'no value' : isFull ? String(value) : formatScore(name, value);
  const formatLimits = (interval: Interval | null) => {
    if (interval === null) return 'no value';
    return isFull ? `${interval.lower} to ${interval.upper}` : formatInterval(metric, interval);
  };
  return (
    <section className="step" aria-label="Scores">
      <div className="sec-head">
        <h2>Scores</h2>
        <p className="small" role="status">
          <b>Calibration, unranked:</b> the answers are public
        </p>
      </div>
      <table className="cards-t scores-t">
        <thead>
          <tr>
            <th scope="col">Metric</th>
            {calibrationParts.map((part) => (
              <th key={part} scope="col">
                {titles[part]}, {scores[part].item_count.toLocaleString('en')} items
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{nameOf(metric)}</th>
            {calibrationParts.map((part) => (
              <td key={part} data-l={titles[part]} data-testid={`score-${part}`} className={digits}>
                <b>{format(metric, scores[part].score)}</b>
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">95 % interval</th>
            {calibrationParts.map((part) => (
              <td key={part} data-l={titles[part]} className={digits}>
                {formatLimits(scores[part].interval)}
              </td>
            ))}
          </tr>
          {secondary.map((name) => (
            <tr key={name}>
              <th scope="row">{nameOf(name)}</th>
              {calibrationParts.map((part) => (
                <td key={part} data-l={titles[part]} className={digits}>
                  {format(name, scores[part].secondary[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="brow after wraps">
        <Button aria-pressed={isFull} onClick={() => setIsFull(!isFull)}>
          All digits
        </Button>
        <span className="small muted breaks">
          {fileName}; scorer version {scorerVersion}
          {scores.all.interval?.seed != null && `, seed ${seed}`}
        </span>
      </p>
    </section>
  );
}
