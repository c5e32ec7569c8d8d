import { formatBytes } from '@/app/_ui/format-bytes';
import type { TrainingView } from '@/lib/contracts/training';

/** The labelled items of revealed rounds: all in one file, and each round by itself. */
export function TrainingLinks({ training }: { training: TrainingView }) {
  const { file_name, href, byte_count, rounds, left_out } = training;
  return (
    <p className="text-small text-ink-2" data-testid="training">
      Training data:{' '}
      <a href={href} download={file_name}>
        {file_name}
      </a>{' '}
      ({formatBytes(byte_count)}), the labelled items of {rounds.length} revealed{' '}
      {rounds.length === 1 ? 'round' : 'rounds'} in the columns of the inputs.{' '}
      {rounds.length + left_out.length > 1 && (
        <>
          By itself: <RoundLinks rounds={[...rounds, ...left_out]} />.{' '}
        </>
      )}
      {left_out.length > 0 &&
        `Not in ${file_name}, because of other columns or its size: round ${left_out.map(({ number }) => number).join(', ')}.`}
    </p>
  );
}

const RoundLinks = ({ rounds }: { rounds: TrainingView['rounds'] }) =>
  rounds.map(({ number, title, href }, i) => (
    <span key={number}>
      {i > 0 && ', '}
      <a href={href} download>
        <bdi>{title}</bdi>
      </a>
    </span>
  ));
