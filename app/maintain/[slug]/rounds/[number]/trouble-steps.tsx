import type { RoundTrouble } from '@/services/round/read-trouble';
import { InvalidateStep } from './invalidate-step';
import { TroubleForm } from './trouble-form';

/** What can be done about a round in trouble, and what each step does before its button. */
export function TroubleSteps({ slug, trouble }: { slug: string; trouble: RoundTrouble }) {
  const { round, as } = trouble;
  const canFreeze = round.state === 'open' || round.state === 'closed';
  const isFrozen = round.state === 'frozen';
  return (
    <section className="sec acts" aria-label="Steps">
      {as === 'maintainer' && (
        <>
          <div>
            <div className="sec-head">
              <h2>Freeze</h2>
            </div>
            <p className="small muted">Stops a round at once. For leaks, and whatever else needs a look.</p>
            <ol className="then">
              <li>No submission is taken; the refusal gives the reason.</li>
              <li>What was accepted before is still scored, and keeps its feedback.</li>
              <li>Pages and badges say it; its ranking is under suspicion.</li>
            </ol>
            <TroubleForm
              slug={slug}
              number={round.number}
              step="freeze"
              button={`Freeze ${round.title} now`}
              busy="Freezing"
              isDisabled={!canFreeze}
              asksForReason={canFreeze}
              note={canFreeze ? 'can be taken back' : whyNoFreeze(round.state)}
            />
          </div>
          <div>
            <div className="sec-head">
              <h2>Unfreeze</h2>
            </div>
            <p className="small muted">The suspicion has come to nothing.</p>
            <ol className="then">
              <li>
                The round goes on, if its time isn’t over and no other round is open; else it is closed.
              </li>
              <li>What was scored meanwhile is published.</li>
              <li>A proposal to invalidate it is dropped.</li>
            </ol>
            <TroubleForm
              slug={slug}
              number={round.number}
              step="unfreeze"
              button="Unfreeze"
              busy="Unfreezing"
              isDisabled={!isFrozen}
              look="plain"
              note={isFrozen ? undefined : 'for a frozen round'}
            />
          </div>
        </>
      )}
      <InvalidateStep slug={slug} trouble={trouble} />
    </section>
  );
}

const whyNoFreeze = (state: RoundTrouble['round']['state']): string =>
  state === 'frozen' ? 'it is frozen' : 'for an open or closed round';
