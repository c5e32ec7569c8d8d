import type { ReactNode } from 'react';
import { StepColumn, StepColumns } from '@/app/maintain/[slug]/step-column';
import type { ModeratedRound } from '@/services/round/read-moderated';
import { InvalidateStep } from './invalidate-step';
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
