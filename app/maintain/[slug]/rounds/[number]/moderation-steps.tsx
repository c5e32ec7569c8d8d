import type { ComponentProps, ReactNode } from 'react';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { IsoInstant } from '@/app/_ui/instant';
import { StepColumn, StepColumns } from '@/app/maintain/[slug]/columns';
import { ConsentForm, WaitsForSecond } from '@/app/maintain/[slug]/consent-form';
import type { PendingProposalView } from '@/lib/contracts/moderation';
import type { RoundView } from '@/lib/contracts/round';
import type { ComingRotation } from '@/services/page/find-maintained-round-page';
import type { ModeratedRound } from '@/services/round/leak-reports';
import { type ModerationStep, moderate } from './actions';
import { ExtendForm } from './round-forms';

type ModerationStepsProps = {
  slug: string;
  moderated: ModeratedRound;
  /** An additional step for an open or a revealed round; null for other rounds. */
  further: ReactNode;
};

/** The steps that maintainers can take against a leak or another problem of a round, each with its effects. */
export function ModerationSteps({ slug, moderated, further }: ModerationStepsProps) {
  const { round, as } = moderated;
  const isFrozen = round.state === 'frozen';
  const canFreeze = as === 'maintainer' && (round.state === 'open' || round.state === 'closed');
  if (!further && !isFrozen && !canFreeze) return null;
  return (
    <section aria-label="Steps" className="mt-s7 max-phone:mt-40">
      <StepColumns count={2}>
        {further}
        {canFreeze && <FreezeStep slug={slug} round={round} />}
        {isFrozen && as === 'maintainer' && <UnfreezeStep slug={slug} round={round} />}
        {isFrozen && <InvalidateStep slug={slug} moderated={moderated} />}
      </StepColumns>
    </section>
  );
}

type Props = { slug: string; round: ModeratedRound['round'] };

function FreezeStep({ slug, round: { number, title } }: Props) {
  return (
    <StepColumn
      title="Freeze"
      purpose="Stops a round at once, for a suspected leak or another doubt."
      effects={
        <>
          <li>No submission is accepted; the error gives the reason.</li>
          <li>Accepted submissions are still scored, and keep their feedback.</li>
          <li>Pages and badges show that its ranking is under suspicion.</li>
        </>
      }
    >
      <ModerationForm
        slug={slug}
        number={number}
        step="freeze"
        button={`Freeze ${title} now`}
        busy="Freezing"
        asksForReason
        note="can be undone"
      />
    </StepColumn>
  );
}

function UnfreezeStep({ slug, round: { number } }: Props) {
  return (
    <StepColumn
      title="Unfreeze"
      purpose="Ends a freeze after a false alarm."
      effects={
        <>
          <li>
            The round is open again if its time isn’t over and no other round is open; else it is closed.
          </li>
          <li>Scores from the time of the freeze are published.</li>
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
        look="plain"
      />
    </StepColumn>
  );
}

/** The step that invalidates a round. Two people decide: a maintainer proposes, another maintainer or an operator consents. */
function InvalidateStep({ slug, moderated }: { slug: string; moderated: ModeratedRound }) {
  return (
    <StepColumn
      title="Invalidate"
      purpose="Removes a frozen round from the rankings for good. Two people decide."
      effects={
        <>
          <li>One maintainer proposes, with a public reason.</li>
          <li>Another one, or an operator of the site, consents.</li>
          <li>
            Its scores stay visible, struck through, and are never ranked. Every team gets its quota back.
          </li>
        </>
      }
    >
      <InvalidateForms slug={slug} moderated={moderated} />
    </StepColumn>
  );
}

function InvalidateForms({
  slug,
  moderated: { round, pending, as, isSole },
}: {
  slug: string;
  moderated: ModeratedRound;
}) {
  const { number } = round;
  if (pending)
    return (
      <Decision
        slug={slug}
        number={number}
        pending={pending}
        isSole={isSole}
        button={`Invalidate ${round.title}`}
        busy="Invalidating"
        confirm="I consent: for this reason the round doesn’t count."
        note="cannot be undone"
      />
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
      asksForReason
      note="nothing happens before a second person consents"
    />
  );
}

/** A pending proposal, with a form by which a second person consents or the proposer drops the proposal. */
export function Decision({
  slug,
  number,
  pending,
  isSole,
  subject,
  ...form
}: Pick<FormProps, 'slug' | 'number' | 'subject' | 'button' | 'busy' | 'confirm' | 'note'> & {
  pending: PendingProposalView;
  /** True if only an operator can consent; undefined for a proposal to which operators can't consent. */
  isSole?: boolean;
}) {
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
        {...form}
        proposal={pending}
        whileWaiting={isSole === undefined ? null : <WaitsForSecond isSole={isSole} />}
        action={moderate}
        about={{ ...subject, consent_to: pending.consent_to, slug, number, step: 'consent' }}
        look="danger"
      />
      {(pending.proposed_by_you || pending.void) && (
        <ModerationForm
          slug={slug}
          number={number}
          step="drop"
          subject={subject}
          button="Drop the proposal"
          busy="Dropping"
          look="plain"
          {...(!pending.void && { note: 'it waits for a second person' })}
        />
      )}
    </>
  );
}

type ExtendStepProps = {
  slug: string;
  round: RoundView;
  coming: ComingRotation;
};

/** The step that moves the close of an open round to a later date, and says which other dates move. */
export function ExtendStep({ slug, round, coming }: ExtendStepProps) {
  return (
    <StepColumn
      title="Extend"
      purpose={
        <>
          Moves the close to a later date. It is <IsoInstant at={round.closes_at} /> now.
        </>
      }
      effects={
        <>
          <li>Submissions are accepted until the new close. Quotas don’t change.</li>
          <li>{describeComing(coming)}</li>
          <li>The mail before a close is sent again before the new one.</li>
        </>
      }
    >
      <ExtendForm slug={slug} round={round} />
    </StepColumn>
  );
}

function describeComing({ opening, nextRotationAt }: ComingRotation) {
  if (opening)
    return (
      <>
        {opening.title} is to open on <IsoInstant at={opening.at} />. If you choose a later close, it opens
        then.
      </>
    );
  if (nextRotationAt)
    return (
      <>
        The next rotation is due on <IsoInstant at={nextRotationAt} />; if you choose a later close, it is due
        then. No sealed round waits for it.
      </>
    );
  return 'No opening is planned after it, so none moves.';
}

const publicReason = {
  hint: 'Public. One line, without anything that would make the leak worse.',
  maxLength: 500,
};

type FormProps = Pick<
  ComponentProps<typeof ActionForm>,
  'button' | 'busy' | 'look' | 'note' | 'isDisabled' | 'confirm' | 'shape' | 'children'
> & {
  slug: string;
  number: number;
  step: ModerationStep;
  /** Id of the proposal or report to which the form's action applies. */
  subject?: Readonly<Record<string, string>>;
  /** True to ask for a public reason; a text is shown as that field's hint. */
  asksForReason?: boolean | string;
};

export function ModerationForm({ slug, number, step, subject, asksForReason, ...form }: FormProps) {
  return (
    <ActionForm
      look="danger"
      {...form}
      action={moderate}
      about={{ ...subject, slug, number, step }}
      reason={
        asksForReason
          ? { ...publicReason, ...(typeof asksForReason === 'string' && { hint: asksForReason }) }
          : undefined
      }
    />
  );
}
