'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/controls/button';
import { controlClasses, FieldBox, labelClasses } from '@/app/_ui/forms/form-fields';
import { Section } from '@/app/_ui/page/section';
import { DropZone } from '@/app/_ui/submit/drop-zone';
import { FindingsTable } from '@/app/_ui/submit/findings-table';
import { DataTable } from '@/app/_ui/table/data-table';
import { WorkProgress } from '@/app/_ui/verify/work-progress';
import { Callout } from '@/app/_ui/words/callout';
import {
  type PracticeSplit,
  type PracticeSplitScores,
  practiceSeed,
  practiceSplits,
} from '@/lib/core/commitment/score-practice';
import { keysOf } from '@/lib/core/keys-of';
import {
  describeInterval,
  describeReliability,
  formatMetric,
  formatScore,
} from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { useWorker } from '../use-worker';
import type { Neighbours, PracticeMessage, PracticeRequest, RankedScore } from './practice';

const titles: Record<PracticeSplit, string> = {
  final: 'Final split',
  feedback: 'Feedback split',
  all: 'All items',
};

type Scored = Extract<PracticeMessage, { kind: 'scored' }>;

type Row = { name: string; isMain?: true; textOf: (split: PracticeSplit) => string };

/** Scores a prediction file on a revealed round, in the reader's browser. */
export function ScoreFile({ slug, number }: { slug: string; number: number }) {
  const [file, setFile] = useState<File | null>(null);
  const [seed, setSeed] = useState('');
  const { state, run } = useWorker<PracticeMessage>();
  const isRunning = state.kind === 'progress';
  const start = (chosen: File): void => {
    setFile(chosen);
    run(
      new Worker(new URL('./practice.worker.ts', import.meta.url), { type: 'module' }),
      {
        ...{ slug, number, origin: location.origin, file: chosen },
        seed: seed.trim() || practiceSeed,
      } satisfies PracticeRequest,
      'The browser could not score it: it may be out of memory.',
    );
  };
  return (
    <>
      <Section kind="step" title="File" aside="CSV or JSON Lines, plain, gzipped or zipped">
        <DropZone
          file={file}
          share={isRunning ? state.share : 0}
          onFile={start}
          note="It is scored here in the browser; nothing is sent."
        />
        {isRunning && (
          <div className="mt-s4 flex min-h-44 flex-wrap items-center gap-x-s4 gap-y-s3">
            <WorkProgress share={state.share} doing={state.doing} label="Scoring" />
          </div>
        )}
        <SeedField seed={seed} onChange={setSeed} />
      </Section>
      {state.kind === 'unreadable' && (
        <Callout tone="problem" role="alert">
          <p>
            <b className="font-semibold">It could not be scored</b>
          </p>
          <p>{state.why}</p>
        </Callout>
      )}
      {state.kind === 'refused' && (
        <ProblemsSection refused={state} inputs={`/api/v1/benchmarks/${slug}/rounds/${number}/inputs`} />
      )}
      {state.kind === 'scored' && <ScoresSection scored={state} />}
    </>
  );
}

function SeedField({ seed, onChange }: { seed: string; onChange: (seed: string) => void }) {
  return (
    <details className="mt-s4">
      <summary>Seed of drawn intervals</summary>
      <label className={labelClasses}>
        <span className="text-small text-ink-2">
          Random seed of the interval; leave it empty. To get a published interval again, enter its seed
          without the split’s name. Takes effect with the next file.
        </span>
        <FieldBox>
          <input
            type="text"
            className={controlClasses()}
            value={seed}
            placeholder={practiceSeed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
          />
        </FieldBox>
      </label>
    </details>
  );
}

/** Minimum number of unknown ids that the page reports as a single mistake: the file is for another round. */
const unknownIdsMin = 4;

/** The faults of a rejected file, each with its line. */
function ProblemsSection({
  refused: { problems, problemCount },
  inputs,
}: {
  refused: Extract<PracticeMessage, { kind: 'refused' }>;
  /** Address of the round's published inputs. */
  inputs: string;
}) {
  const unknown = problems.filter(({ code }) => code === 'unknown_id');
  const isOfOtherRound = unknown.length >= unknownIdsMin;
  const shown = isOfOtherRound
    ? problems.filter((problem) => problem.code !== 'unknown_id' || problem === unknown[0])
    : problems;
  return (
    <Section
      kind="step"
      title="Checks on this file"
      asideTone="ink"
      asideRole="status"
      aside={
        <>
          <b className="text-over">
            {problemCount.toLocaleString('en')} {problemCount === 1 ? 'problem stops' : 'problems stop'} it
          </b>
          <span className="text-ink-2">
            {shown.length < problemCount && `, ${shown.length} of them below`}
          </span>
        </>
      }
    >
      <FindingsTable
        findings={shown.map(({ line, column, detail, hint }) => ({
          result: 'block',
          line,
          column,
          detail,
          hint,
          excerpt: null,
        }))}
      />
      {isOfOtherRound && (
        <p className="mt-s3 text-data/[1.5]">
          Many more ids are not in this round. Each round has ids of its own: predict{' '}
          <a href={inputs} download>
            the inputs of this round
          </a>
          .
        </p>
      )}
    </Section>
  );
}

/** The scores of a file on a revealed round, rounded, or on request to the last digit. */
function ScoresSection({ scored }: { scored: Scored }) {
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
