import type { FlaggedSubmission, FlagRow } from '@/db/queries/flag-queries';
import type { FlagView } from '@/lib/contracts/flag';
import { describeFlag } from '@/lib/core/flags/describe-flag';

/** @param flagged the submissions that it is about */
export function viewOfFlag(row: FlagRow, flagged: readonly FlaggedSubmission[]): FlagView {
  const { finding, falseAlarms } = describeFlag(row.flag);
  return {
    id: row.flagId,
    round: row.roundNumber,
    kind: row.flag.kind,
    finding,
    false_alarms: falseAlarms,
    raised_at: row.raisedAt.toISOString(),
    submissions: flagged.map((submission) => ({
      id: submission.submissionId,
      team: submission.team,
      team_name: submission.teamName,
      model: submission.model,
      version: submission.version,
      received_at: submission.receivedAt.toISOString(),
    })),
    judged_at: row.judgedAt?.toISOString() ?? null,
    judged_by: row.judgeName,
    judgement: row.judgement,
  };
}
