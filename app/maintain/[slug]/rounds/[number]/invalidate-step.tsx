import { IsoInstant } from '@/app/_ui/iso-instant';
import { StepColumn } from '@/app/maintain/[slug]/step-column';
import { VoidProposal } from '@/app/maintain/[slug]/void-proposal';
import type { ModeratedRound } from '@/services/round/read-moderated';
import { ModerationForm } from './moderation-form';

/** Invalidating takes two people: whoever proposes, and another maintainer or an operator. */
export function InvalidateStep({ slug, moderated }: { slug: string; moderated: ModeratedRound }) {
  return (
    <StepColumn
      title="Invalidate"
      purpose="Takes a frozen round out for good. Two people decide it."
      effects={
        <>
          <li>One maintainer proposes, with a public reason.</li>
          <li>Another one, or an operator of the site, consents.</li>
          <li>Its scores stay visible, struck; they never rank. Every team gets its quota back.</li>
        </>
      }
    >
      <Decision slug={slug} moderated={moderated} />
    </StepColumn>
  );
}

function Decision({ slug, moderated: { round, pending, as } }: { slug: string; moderated: ModeratedRound }) {
  const { number } = round;
  const isFrozen = round.state === 'frozen';
  if (pending && isFrozen)
    return (
      <>
        <div className="mb-s4 border-l-3 border-rule-2 pl-12 text-data/[1.5]">
          <p className="text-small">
            Proposed <IsoInstant at={pending.proposed_at} /> by{' '}
            {pending.proposed_by_you ? 'you' : (pending.proposed_by ?? 'a person without a name')}
          </p>
          <blockquote className="mt-4 mb-6 max-w-[68ch] wrap-anywhere">{pending.reason}</blockquote>
        </div>
        {pending.void && <VoidProposal />}
        {pending.proposed_by_you || pending.void ? (
          <ModerationForm
            slug={slug}
            number={number}
            step="drop"
            subject={{ proposal: pending.id }}
            button="Drop the proposal"
            busy="Dropping"
            look="plain"
            {...(!pending.void && { note: 'it waits for a second person' })}
          />
        ) : (
          <ModerationForm
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
  if (as !== 'maintainer')
    return <p className="text-small text-ink-2">No proposal waits for a second person.</p>;
  return (
    <ModerationForm
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
