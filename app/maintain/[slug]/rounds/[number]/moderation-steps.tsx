import type { ReactNode } from 'react';
import { IsoInstant } from '@/app/_ui/iso-instant';
import { ConsentForm } from '@/app/maintain/[slug]/consent-form';
import { StepColumn, StepColumns } from '@/app/maintain/[slug]/step-column';
import type { ModeratedRound } from '@/services/round/leak-reports';
import { moderate } from './actions';
import { ModerationForm } from './moderation-form';

/** What can be done about a round, above all one that may have leaked, and what each step does before its button. */
export function ModerationSteps({
  slug,
  moderated,
  extension,
}: {
  slug: string;
  moderated: ModeratedRound;
  /** The step that puts the close off, where that can be done. */
  extension: ReactNode;
}) {
  const { round, as } = moderated;
  return (
    <section aria-label="Steps" className="mt-s7 max-phone:mt-40">
      <StepColumns count={extension ? 4 : 3}>
        {extension}
        {as === 'maintainer' && (
          <>
            <FreezeStep slug={slug} round={round} />
            <UnfreezeStep slug={slug} round={round} />
          </>
        )}
        <InvalidateStep slug={slug} moderated={moderated} />
      </StepColumns>
    </section>
  );
}

type Props = { slug: string; round: ModeratedRound['round'] };

function FreezeStep({ slug, round: { number, title, state } }: Props) {
  const canFreeze = state === 'open' || state === 'closed';
  return (
    <StepColumn
      title="Freeze"
      purpose="Stops a round at once, for leaks and other doubts."
      effects={
        <>
          <li>No submission is accepted; the error gives the reason.</li>
          <li>What was accepted before is still scored, and keeps its feedback.</li>
          <li>Pages and badges say it; its ranking is under suspicion.</li>
        </>
      }
    >
      <ModerationForm
        slug={slug}
        number={number}
        step="freeze"
        button={`Freeze ${title} now`}
        busy="Freezing"
        isDisabled={!canFreeze}
        asksForReason={canFreeze}
        note={canFreeze ? 'can be taken back' : whyNoFreeze(state)}
      />
    </StepColumn>
  );
}

const whyNoFreeze = (state: Props['round']['state']): string =>
  state === 'frozen' ? 'it is frozen' : 'for an open or closed round';

function UnfreezeStep({ slug, round: { number, state } }: Props) {
  const isFrozen = state === 'frozen';
  return (
    <StepColumn
      title="Unfreeze"
      purpose="The suspicion has come to nothing."
      effects={
        <>
          <li>The round goes on, if its time isn’t over and no other round is open; else it is closed.</li>
          <li>What was scored meanwhile is published.</li>
          <li>A proposal to invalidate it is dropped.</li>
        </>
      }
    >
      <ModerationForm
        slug={slug}
        number={number}
        step="unfreeze"
        button="Unfreeze"
        busy="Unfreezing"
        isDisabled={!isFrozen}
        look="plain"
        note={isFrozen ? undefined : 'for a frozen round'}
      />
    </StepColumn>
  );
}

/** Invalidating takes two people: whoever proposes, and another maintainer or an operator. */
function InvalidateStep({ slug, moderated }: { slug: string; moderated: ModeratedRound }) {
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
        <ConsentForm
          proposal={pending}
          action={moderate}
          about={{ proposal: pending.id, slug, number, step: 'consent' }}
          look="danger"
          button={`Invalidate ${round.title}`}
          busy="Invalidating"
          confirm="I consent: for this reason the round doesn’t count."
          note="cannot be undone"
        />
        {(pending.proposed_by_you || pending.void) && (
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
