import type { RunPurpose } from '@/lib/core/run/run';
import { repeatOnRound } from './repeat-run';
import { sampleOfDryRun } from './run-dry-run';
import type { RunPurposeOf } from './run-purpose';
import { practiceOnRound } from './run-score-practice';
import { roundOfSubmission, sampleOfSubmission } from './submitted-model';
import { sampleOfTrained, trainingOfImage } from './trained-model';

export const runPurposesOf: Readonly<Record<RunPurpose, RunPurposeOf>> = {
  sample: sampleOfSubmission,
  round: roundOfSubmission,
  practice: practiceOnRound,
  dry_run: sampleOfDryRun,
  train: trainingOfImage,
  trained_sample: sampleOfTrained,
  repeat: repeatOnRound,
};
