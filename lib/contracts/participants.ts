import { z } from 'zod';
import { metricNames } from '@/lib/core/metrics/metric-name';
import { roundStates } from '@/lib/core/round/round-state';
import { instantSchema } from './fields';
import { formatCsv } from './format-csv';
import type { SubmissionView } from './submission';

/** A team in one round of a benchmark, as maintainers and auditors of the benchmark see it. */
export const participantSchema = z.object({
  round: z.int(),
  round_title: z.string(),
  round_state: z.enum(roundStates),
  team: z.string(),
  team_name: z.string(),
  /** The team's real name while `team_name` is a pseudonym; null otherwise. */
  own_name: z.string().nullable(),
  /** Number of current members of the team. */
  members: z.int(),
  /**
   * The people who submit for the team in the round. Only maintainers see them, and only people who entered by approval,
   * list or class code, since these agreed to be known to the maintainers.
   */
  people: z.array(z.object({ name: z.string().nullable(), email: z.string().nullable() })),
  /** True if the team had access to the labels, so that its entries are shown without a rank. */
  host: z.boolean(),
  /** Number of submissions by state. Automatic evaluations aren't counted, since they use no slot. */
  submissions: z.object({
    all: z.int(),
    unfinished: z.int(),
    scored: z.int(),
    rejected: z.int(),
    failed: z.int(),
    withdrawn: z.int(),
  }),
  /** Number of rejected files by error code; empty while the round is open, when only the team may know the codes. */
  refusals: z.record(z.string(), z.int()),
  slots_used: z.int(),
  slots: z.int().nullable(),
  last_submission_at: instantSchema.nullable(),
  /** The team's best row in the official ranking by the sealed labels; null if it has none. */
  official: z
    .object({
      model: z.string(),
      version: z.string(),
      metric: z.enum(metricNames),
      score: z.number(),
      rank: z.int().nullable(),
      rank_lower: z.int().nullable(),
      rank_upper: z.int().nullable(),
    })
    .nullable(),
  /** Number of flags that name a submission of the team in this round. */
  flags: z.int(),
});

export type ParticipantView = z.output<typeof participantSchema>;

const participantColumns = [
  ...['round', 'round_title', 'round_state', 'team', 'team_name', 'own_name', 'members', 'people', 'host'],
  ...['submissions', 'unfinished', 'scored', 'rejected', 'failed', 'withdrawn', 'refusals'],
  ...['slots_used', 'slots', 'last_submission_at'],
  ...['model', 'version', 'metric', 'official_score', 'rank', 'rank_lower', 'rank_upper', 'flags'],
];

export const formatRefusals = (refusals: ParticipantView['refusals']): string =>
  Object.entries(refusals)
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => `${code} ${count}`)
    .join('; ');

export const formatPerson = ({ name, email }: ParticipantView['people'][number]): string =>
  [name, email && (name ? `<${email}>` : email)].filter(Boolean).join(' ');

/** Formats the table of participants as CSV, for use as a grade sheet; safe to open in a spreadsheet. */
export const formatParticipantsCsv = (participants: readonly ParticipantView[]): string =>
  formatCsv(
    participantColumns,
    participants.map((one) => [
      ...[
        one.round,
        one.round_title,
        one.round_state,
        one.team,
        one.team_name,
        one.own_name ?? '',
        one.members,
        one.people.map(formatPerson).join('; '),
      ],
      ...[one.host ? 'yes' : 'no', one.submissions.all, one.submissions.unfinished],
      ...[one.submissions.scored, one.submissions.rejected, one.submissions.failed],
      ...[one.submissions.withdrawn, formatRefusals(one.refusals), one.slots_used, one.slots ?? ''],
      ...[one.last_submission_at ?? '', one.official?.model ?? '', one.official?.version ?? ''],
      ...[one.official?.metric ?? '', one.official?.score ?? '', one.official?.rank ?? ''],
      ...[one.official?.rank_lower ?? '', one.official?.rank_upper ?? '', one.flags],
    ]),
  );

const submissionColumns = [
  ...['id', 'round', 'team_name', 'model', 'version', 'kind', 'automatic', 'state', 'code', 'counts'],
  ...['withdrawn', 'received_at', 'finished_at'],
];

export const formatSubmissionsCsv = (submissions: readonly SubmissionView[]): string =>
  formatCsv(
    submissionColumns,
    submissions.map((one) => [
      ...[one.id, one.round, one.team, one.model, one.version, one.kind, one.automatic ? 'yes' : 'no'],
      ...[one.state, one.code ?? '', one.counts ? 'yes' : 'no', one.withdrawn ? 'yes' : 'no'],
      ...[one.received_at, one.finished_at ?? ''],
    ]),
  );
