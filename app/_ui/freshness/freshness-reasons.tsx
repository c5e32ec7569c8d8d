import Link from 'next/link';
import type { ReactNode } from 'react';
import type { FreshnessView } from '@/lib/contracts/freshness';
import { freshnessStates } from '@/lib/core/freshness/freshness-state';
import { FreshnessBadge } from '../benchmark/freshness-badge';
import { Instant } from '../instant';
import { keepPercent } from '../keep-percent';
import { TwoColumns } from '../page/two-columns';
import { MeasuresTable } from './measures-table';

/** Why a round is as fresh as it is: each reason with its numbers, what decided, and when it was assessed. */
export function FreshnessReasons({ freshness }: { freshness: FreshnessView }) {
  const { state, reasons, measures } = freshness;
  const deciding = reasons.filter((reason) => reason.state === state);
  const others = reasons.filter((reason) => reason.state !== state);
  return (
    <TwoColumns>
      <div>
        <p>
          <FreshnessBadge freshness={freshness} />
        </p>
        <Reasons>
          {deciding.map(({ kind, text }) => (
            <Reason key={`${kind} ${text}`}>{keepPercent(text)}</Reason>
          ))}
        </Reasons>
        {others.length > 0 && (
          <>
            <p className="text-small text-ink-2">Also found, and outweighed:</p>
            <div className="text-small">
              <Reasons>
                {others.map(({ kind, state: spokenFor, text }) => (
                  <Reason key={`${kind} ${text}`}>
                    {keepPercent(text)} <span className="text-ink-2">Speaks for {spokenFor}.</span>
                  </Reason>
                ))}
              </Reasons>
            </div>
          </>
        )}
        <p className="text-small text-ink-2">
          The worst reason decides, in this order: {freshnessStates.join(', ')}. Computed{' '}
          <Instant at={freshness.computed_at} />. <Link href="/methods#freshness">How it is measured</Link>
        </p>
      </div>
      {measures && (
        <MeasuresTable measures={measures} isOpen={reasons.some(({ kind }) => kind === 'still-open')} />
      )}
    </TwoColumns>
  );
}

function Reasons({ children }: { children: ReactNode }) {
  return <ul className="mt-s2 mb-s4 list-disc pl-[1.1em]">{children}</ul>;
}

function Reason({ children }: { children: ReactNode }) {
  return <li className="mb-s1">{children}</li>;
}
