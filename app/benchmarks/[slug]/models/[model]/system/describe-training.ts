import type { TrainingRunView } from '@/lib/contracts/training-run';

/**
 * Describes the newest training and the version that it made, in a sentence; null without trainings. @param trainings newest
 * first
 */
export function describeTrainings(trainings: readonly TrainingRunView[]): string | null {
  const [newest] = trainings;
  if (!newest) return null;
  const data = describeData(newest);
  if (newest.state === 'queued') return `It is being trained on ${data}.`;
  if (newest.state === 'checking')
    return `It has been trained on ${data}, and runs on the public sample next.`;
  const { version, image_version, next_round: next } = newest;
  if (version === null) {
    const last = trainings.find((one) => one.version !== null)?.version ?? image_version;
    return `Its training on ${data} made no version: ${describeOutcome(newest)}. So ${last} is still its newest version.`;
  }
  const enters = next === null ? 'the next round to open' : next.title;
  return newest.in_time === false
    ? `Version ${version} wasn’t ready before ${enters} opened: it enters the round after that.`
    : `Version ${version} was trained on ${data}${newest.hours === null ? '' : ` in ${formatHours(newest.hours)}`}, and enters ${enters}.`;
}

const describeData = ({ rounds }: TrainingRunView): string =>
  rounds.length === 1 ? `round ${rounds[0]}` : `${rounds.length} revealed rounds`;

const faults: Readonly<Record<string, string>> = {
  timeout: 'it reached its time limit',
  memory: 'it used too much memory',
  disk: 'it found no space left',
  exit_code: 'its program failed',
  no_model: 'it wrote nothing',
  model_path: 'it wrote something other than files and folders',
  model_too_large: 'it wrote more than a version may have',
  same_model: 'it wrote the same as an earlier version, or another version has its name',
  superseded: 'it waited for a runner until the next round was revealed',
  runner_lost: 'its runners were lost',
  scorer_failed: 'the platform failed',
};

/** Describes the outcome of one training in a few words. */
export function describeOutcome({ state, code, in_time: inTime, next_round: next }: TrainingRunView): string {
  switch (state) {
    case 'queued':
      return 'waiting or running';
    case 'checking':
      return 'being checked on the public sample';
    case 'frozen':
      if (next === null || inTime === null) return 'frozen before the next round';
      return inTime ? `frozen before ${next.title}` : `not ready before ${next.title}`;
    case 'rejected':
    case 'failed':
      return faults[code ?? ''] ?? `what it wrote failed on the public sample (${code})`;
  }
}

/** A duration, for example `24 min`, `1 h 30 min` or `12 s`. */
export function formatHours(hours: number): string {
  const seconds = Math.round(hours * 3_600);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [...(whole > 0 ? [`${whole} h`] : []), ...(rest > 0 || whole === 0 ? [`${rest} min`] : [])].join(
    ' ',
  );
}
