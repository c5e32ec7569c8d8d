'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/controls/button';
import { Section } from '@/app/_ui/page/section';
import { DataTable } from '@/app/_ui/table/data-table';
import {
  type PracticeSplit,
  type PracticeSplitScores,
  practiceSplits,
} from '@/lib/core/commitment/score-practice';
import { keysOf } from '@/lib/core/keys-of';
import {
  describeInterval,
  describeReliability,
  formatMetric,
  formatScore,
} from '@/lib/core/metrics/format-score';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import type { Neighbours, PracticeMessage, RankedScore } from './practice';

const titles: Record<PracticeSplit, string> = {
  final: 'Final split',
  feedback: 'Feedback split',
  all: 'All items',
};

type Scored = Extract<PracticeMessage, { kind: 'scored' }>;

/** The scores of a file on a revealed round, as people read them or to the last digit. */
export function ScoresSection({ scored }: { scored: Scored }) {
  const [isFull, setIsFull] = useState(false);
  const { scores, seed, scorerVersion, fileName } = scored;
  return (
    <Section
      kind="step"
      label="Scores"
      title="Scores"
      asideTone="ink"
      asideRole="status"
      aside={
        <>
          <b>Practice, unranked:</b> the labels are public
        </>
      }
    >
      <DataTable
        look="records"
        rows={listRows(scored, isFull)}
        keyOf={({ name }) => name}
        columns={[
          { title: 'Metric', isRowHeader: true, value: ({ name }) => name },
          ...practiceSplits.map((split) => ({
            title: titles[split],
            heading: (
              <>
                {titles[split]}, {scores[split].item_count.toLocaleString('en')} items
              </>
            ),
            cell: isFull ? 'font-mono text-small/inherit' : undefined,
            value: ({ isMain, textOf }: Row) =>
              isMain ? <b data-testid={`score-${split}`}>{textOf(split)}</b> : textOf(split),
          })),
        ]}
      />
      {scored.neighbours && <Place neighbours={scored.neighbours} metric={scored.metric} />}
      <p className="mt-s4 flex flex-wrap items-center gap-s3">
        <Button aria-pressed={isFull} onClick={() => setIsFull(!isFull)}>
          All digits
        </Button>
        <span className="text-small text-ink-2 wrap-anywhere">
          {fileName}; scorer version {scorerVersion}
          {scores.all.interval?.seed != null && `, seed ${seed}`}
        </span>
      </p>
    </Section>
  );
}

function Place({ neighbours: { above, below }, metric }: { neighbours: Neighbours; metric: MetricName }) {
  const name = ({ model, score }: RankedScore) => (
    <>
      <bdi>{model}</bdi> ({formatScore(metric, score)})
    </>
  );
  return (
    <p className="mt-s3 text-data/[1.5]" data-testid="place">
      In the official ranking its score on the final split would be{' '}
      {above && below ? (
        <>
          between those of {name(above)} and {name(below)}.
        </>
      ) : above ? (
        <>no better than that of any ranked model; the nearest is {name(above)}.</>
      ) : (
        below && <>better than that of every ranked model; the nearest is {name(below)}.</>
      )}{' '}
      Neighbours in a ranking need not be significantly different.
    </p>
  );
}

type Row = { name: string; isMain?: true; textOf: (split: PracticeSplit) => string };

function listRows({ metric, scores }: Scored, isFull: boolean): Row[] {
  const secondary = [...new Set(practiceSplits.flatMap((split) => keysOf(scores[split].secondary)))];
  const nameOf = (name: MetricName) => (isFull ? metricByName[name].title : formatMetric(name));
  const format = (name: MetricName, value: number | null | undefined) =>
    value == null ? 'no value' : isFull ? String(value) : formatScore(name, value);
  const formatBounds = ({ score, interval }: PracticeSplitScores) => {
    if (score === null) return 'no value';
    if (interval === null || !isFull) return describeInterval(metric, interval);
    const bounds = `${interval.lower} to ${interval.upper}`;
    return [bounds, describeReliability(interval)].filter((words) => words !== null).join(', ');
  };
  return [
    { name: nameOf(metric), isMain: true, textOf: (split) => format(metric, scores[split].score) },
    { name: '95 % interval', textOf: (split) => formatBounds(scores[split]) },
    ...secondary.map((name) => ({
      name: nameOf(name),
      textOf: (split: PracticeSplit) => format(name, scores[split].secondary[name]),
    })),
  ];
}
