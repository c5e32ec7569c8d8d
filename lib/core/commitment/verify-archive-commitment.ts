import { formatCanonicalJson } from '../files/canonical-json';
import { metricByName } from '../metrics/metric-name';
import type { Commitment } from '../round/round';
import type { Archive } from './archive';
import { type ArchiveFinding, type CheckLine, lineOf } from './verification-report';

/** Published values of a round, to compare an archive with. */
export type PublishedRound = {
  readonly benchmark: string;
  readonly round: number;
  readonly commitment: Commitment;
  /** Phrase that says where the values are published: `on this page`, `by the API`. */
  readonly where: string;
};

const keys = [
  'root',
  'item_count',
  'feedback_count',
  'final_count',
  'metric',
  'log_loss_clip',
  'scorer_version',
  'sealed_at',
  'schedule',
  'inputs_order',
  'ids',
] as const satisfies readonly (keyof Commitment)[];

/** Compares the commitment in an archive with the published commitment, field by field. */
export function verifyArchiveCommitment(archive: Archive, published: PublishedRound): CheckLine {
  const findings: ArchiveFinding[] = [];
  const { commitment } = published;
  if (archive.benchmark !== published.benchmark || archive.round !== published.round)
    findings.push({
      what: 'commitment',
      subject: null,
      detail: `the archive is of round ${archive.round} of ${archive.benchmark}, not of round ${published.round} of ${published.benchmark}`,
    });
  for (const key of keys) {
    const [ours, theirs] = [textOf(archive.commitment[key]), textOf(commitment[key])];
    if (ours !== theirs)
      findings.push({
        what: 'commitment',
        subject: key,
        detail: `${ours} in the archive, ${theirs} as published ${published.where}`,
      });
  }
  return lineOf(
    findings,
    `The archive’s commitment is the one published ${published.where}, field by field from the root to the schedule.`,
    `The archive’s commitment is not the one published ${published.where}.`,
  );
}

/** Checks that an archive states the same metric and direction as its commitment. */
export function verifyArchiveRules({ metric, direction, commitment }: Archive): CheckLine {
  const findings: ArchiveFinding[] = [];
  if (metric !== commitment.metric)
    findings.push({
      what: 'commitment',
      subject: 'metric',
      detail: `the archive scores by ${metric}, the commitment has ${commitment.metric}`,
    });
  if (direction !== metricByName[metric].direction)
    findings.push({
      what: 'commitment',
      subject: 'direction',
      detail: `of ${metric}, ${metricByName[metric].direction} is better, not ${direction}`,
    });
  return lineOf(
    findings,
    `The metric is the committed one: ${metricByName[metric].title}, ${direction} is better.`,
    'The metric is not the committed one.',
  );
}

const textOf = (value: Commitment[keyof Commitment]): string => {
  if (value === undefined) return 'nothing';
  const text = formatCanonicalJson(typeof value === 'object' ? { ...value } : value);
  return text.ok ? text.value : 'unreadable text';
};
