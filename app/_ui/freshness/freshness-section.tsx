import Link from 'next/link';
import type { FreshnessView } from '@/lib/contracts/freshness';
import { freshnessStates } from '@/lib/core/freshness/freshness-state';
import { FreshnessBadge } from '../benchmark/freshness-badge';
import { Instant } from '../instant';
import { keepPercent } from '../keep-percent';
import { MeasuresTable } from './measures-table';

/** Why a round is as fresh as it is: each reason with its numbers, what decided, and when it was assessed. */
export function FreshnessSection({
  freshness,
  round,
}: {
  freshness: FreshnessView;
  round: { title: string };
}) {
  const { state, reasons, measures } = freshness;
  const deciding = reasons.filter((reason) => reason.state === state);
  const others = reasons.filter((reason) => reason.state !== state);
  return (
    <section className="sec" id="freshness" aria-labelledby="freshness-title">
      <div className="sec-head">
        <h2 id="freshness-title">How fresh is {round.title}?</h2>
        <p className="small muted">
          computed <Instant at={freshness.computed_at} />
        </p>
      </div>
      <div className="two">
        <div>
          <p>
            <FreshnessBadge freshness={freshness} size="row" />
          </p>
          <ul className="reasons">
            {deciding.map(({ kind, text }) => (
              <li key={`${kind} ${text}`}>{keepPercent(text)}</li>
            ))}
          </ul>
          {others.length > 0 && (
            <>
              <p className="small muted">Also found, and outweighed:</p>
              <ul className="reasons small">
                {others.map(({ kind, state: spokenFor, text }) => (
                  <li key={`${kind} ${text}`}>
                    {keepPercent(text)} <span className="muted">Speaks for {spokenFor}.</span>
                  </li>
                ))}
              </ul>
            </>
          )}
          <p className="small muted">
            The worst reason decides, in this order: {freshnessStates.join(', ')}.{' '}
            <Link href="/methods#freshness">How it is measured</Link>
          </p>
        </div>
        {measures && (
          <MeasuresTable measures={measures} isOpen={reasons.some(({ kind }) => kind === 'still-open')} />
        )}
      </div>
    </section>
  );
}
