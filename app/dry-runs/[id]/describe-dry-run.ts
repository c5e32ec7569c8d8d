import type { DryRunView } from '@/lib/contracts/dry-run';

const count = new Intl.NumberFormat('en');

/** Where a dry run stands, in a sentence. */
export function describeDryRun({ state, sample_count }: DryRunView): string {
  switch (state) {
    case 'queued':
      return 'It waits behind the models that are to be scored.';
    case 'running':
      return 'It is being checked, and run on the public sample.';
    case 'passed':
      return sample_count === null
        ? 'It passes the checks. There is no public sample to run it on.'
        : `It runs on all ${count.format(sample_count)} items of the public sample, with valid predictions.`;
    case 'rejected':
      return 'It would be stopped before it is run on a round, and cost nothing:';
    case 'failed':
      return 'It was not tried; the platform is at fault:';
  }
}
