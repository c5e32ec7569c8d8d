import type { SubmissionView } from '@/lib/contracts/submission';

type Counted = Pick<SubmissionView, 'state' | 'counts' | 'chosen' | 'withdrawn' | 'baseline' | 'model'>;

/** Whether a submission stands for its model: in two words, then in sentences. @param isOver whether its round is over */
export function describeCounting(submission: Counted, isOver: boolean): [string, ...string[]] {
  const { state, counts, chosen, withdrawn, baseline, model } = submission;
  const rule = isOver
    ? []
    : ['The newest scored submission of a model counts at the close, unless its team chooses another.'];
  if (withdrawn) return ['withdrawn', 'It counts nowhere. Its slot stays spent.'];
  if (state === 'rejected' || state === 'failed')
    return ['doesn’t count', 'A file without a score counts nowhere.'];
  if (baseline) rule.push('It is a baseline: shown beside the ranking, and never ranked.');
  if (state !== 'scored')
    return chosen
      ? ['chosen', 'Your team chose it to count, once it is scored.', ...rule]
      : ['not scored yet', ...rule];
  if (!counts) return ['doesn’t count', `Another submission of ${model} counts.`, ...rule];
  return chosen
    ? ['counts, chosen', `Its team chose it to count for ${model}.`, ...rule]
    : ['counts', `It is the newest of ${model}, so it counts.`, ...rule];
}
