import type { RunPurpose } from '@/lib/core/run/run';
import { sampleOfDryRun } from '../models/run-dry-run';
import { roundOfSubmission, sampleOfSubmission } from '../models/submitted-model';
import { practiceOnRound } from '../practice/run-score-practice';
import type { RunPurposeOf } from './run-purpose';

export const runPurposesOf: Readonly<Record<RunPurpose, RunPurposeOf>> = {
  sample: sampleOfSubmission,
  round: roundOfSubmission,
  practice: practiceOnRound,
  dry_run: sampleOfDryRun,
};
