import type { ReactNode } from 'react';
import { Instant } from '@/app/_ui/instant';
import { Question } from './question';

/** The steps from the close of an open round to its reveal. */
export function NextSection({
  closesAt,
  finalCount,
  children,
}: {
  closesAt: string | null;
  finalCount: number | null;
  /** What a reader may want to keep or look up. */
  children: ReactNode;
}) {
  return (
    <Question title={closesAt ? 'What happens next?' : 'More about this submission'}>
      {closesAt && (
        <ol className="mt-s2 mb-s4 list-decimal pl-s4 text-data/[1.5] text-ink-2">
          <li>
            <Instant at={closesAt} />: the round closes. The version that counts is ranked once, on{' '}
            {finalCount === null ? '' : `${finalCount.toLocaleString('en')} `}items that no team had feedback
            on.
          </li>
          <li>Soon after: the official ranking, with your rank range, and a mail to your team.</li>
          <li>
            With the reveal: labels and your predictions become public, so anyone can compute the score again.
          </li>
        </ol>
      )}
      {children}
    </Question>
  );
}
