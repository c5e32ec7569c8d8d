import { Instant } from '@/app/_ui/instant';
import type { RoundTrouble } from '@/services/round/read-trouble';
import { TroubleForm } from './trouble-form';

/** Invalidating takes two people: whoever proposes, and another maintainer or an operator. */
export function InvalidateStep({ slug, trouble }: { slug: string; trouble: RoundTrouble }) {
  return (
    <div>
      <div className="sec-head">
        <h2>Invalidate</h2>
      </div>
      <p className="small muted">Takes a frozen round out for good. Two people decide it.</p>
      <ol className="then">
        <li>One maintainer proposes, with a public reason.</li>
        <li>Another one, or an operator of the site, consents.</li>
        <li>Its scores stay visible, struck; they never rank. Every team gets its quota back.</li>
      </ol>
      <Decision slug={slug} trouble={trouble} />
    </div>
  );
}

function Decision({ slug, trouble: { round, pending, as } }: { slug: string; trouble: RoundTrouble }) {
  const { number } = round;
  const isFrozen = round.state === 'frozen';
  if (pending && isFrozen)
    return (
      <>
        <div className="trouble-proposal">
          <p className="small">
            Proposed <Instant at={pending.proposed_at} /> by{' '}
            {pending.proposed_by_you ? 'you' : (pending.proposed_by ?? 'somebody without a name')}
          </p>
          <blockquote className="breaks">{pending.reason}</blockquote>
        </div>
        {pending.proposed_by_you ? (
          <TroubleForm
            slug={slug}
            number={number}
            step="drop"
            subject={{ proposal: pending.id }}
            button="Drop the proposal"
            busy="Dropping"
            look="plain"
            note="it waits for a second person"
          />
        ) : (
          <TroubleForm
            slug={slug}
            number={number}
            step="consent"
            subject={{ proposal: pending.id }}
            button={`Invalidate ${round.title}`}
            busy="Invalidating"
            confirm="I consent: for this reason the round doesn’t count."
            note="cannot be undone"
          />
        )}
      </>
    );
  if (as !== 'maintainer') return <p className="small muted">No proposal waits for a second person.</p>;
  return (
    <TroubleForm
      slug={slug}
      number={number}
      step="propose"
      button="Propose to invalidate"
      busy="Proposing"
      isDisabled={!isFrozen}
      asksForReason={isFrozen}
      note={isFrozen ? 'nothing happens before a second person consents' : 'for a frozen round'}
    />
  );
}
