import { publishedNumber } from '../feedback/rounding';
import type { MetricName } from '../metrics/metric-name';
import { describeEngine, type RepeatedRun, type RunConditions } from '../model/model-version';

/** A run whose published score changed when the run was repeated on another runner. */
export type RepeatFlag = {
  readonly kind: 'repeat-differs';
  readonly submission: string;
  readonly first: RanOn;
  readonly repeat: RanOn;
  readonly repeatScore: 'other' | 'none';
};

type RanOn = {
  readonly runner: string;
  /** Execution engine of the run; null where the repeated run failed by a fault of the model. */
  readonly engine: string | null;
};

/** True if two scores differ in their published digits; null means an undefined score. */
export function differsAsPublished(metric: MetricName, first: number | null, repeat: number | null): boolean {
  const published = (score: number | null) => (score === null ? null : publishedNumber(metric, score));
  return published(first) !== published(repeat);
}

/** Makes the flag for a run whose repetition has another result. */
export const flagRepeat = ({
  submissionId,
  conditions,
  repeat: { runner, engine, score },
}: {
  readonly submissionId: string;
  readonly conditions: RunConditions;
  readonly repeat: RepeatedRun;
}): { subject: string; flag: RepeatFlag } => ({
  subject: submissionId,
  flag: {
    kind: 'repeat-differs',
    submission: submissionId,
    first: { runner: conditions.runner ?? '', engine: describeEngine(conditions) },
    repeat: { runner, engine },
    repeatScore: score === 'none' ? 'none' : 'other',
  },
});

export const describeRepeat = ({ first, repeat, repeatScore }: RepeatFlag) => ({
  finding: `The run on ${describeRanOn(first)} was repeated on ${describeRanOn(repeat)}, with ${repeatScore === 'none' ? 'no score' : 'another published score'}.`,
  falseAlarms:
    'Processors of other kinds round differently, which may change the last published digit. So does a program whose random numbers have no fixed seed, or one that needs almost all of its time or memory. A runner that alters predictions looks the same.',
});

const describeRanOn = ({ runner, engine }: RanOn): string =>
  engine === null ? `the runner ${runner}` : `the runner ${runner} (${engine})`;
