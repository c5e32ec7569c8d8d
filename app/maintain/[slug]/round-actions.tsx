import type { MaintainedRoundView } from '@/lib/contracts/round';
import { CloseStep } from './_steps/close-step';
import { OpenStep } from './_steps/open-step';
import { RevealStep } from './_steps/reveal-step';
import { SealStep } from './_steps/seal-step';
import { StepColumns } from './step-column';

/** What can be done next, and what each step does before its button. */
export function RoundActions({
  rounds,
  slug,
  hasCadence,
  now,
}: {
  slug: string;
  rounds: readonly MaintainedRoundView[];
  hasCadence: boolean;
  now: Date;
}) {
  const inOrder = [...rounds].sort((a, b) => a.queue_order - b.queue_order || a.number - b.number);
  const open = inOrder.find((round) => round.state === 'open');
  const inState = (state: MaintainedRoundView['state']) => inOrder.filter((round) => round.state === state);
  return (
    <section id="steps" aria-label="Steps" className="mt-s7 max-phone:mt-40">
      <StepColumns count={4}>
        <SealStep slug={slug} drafts={inState('draft')} />
        <OpenStep slug={slug} sealed={inState('sealed')} open={open} hasCadence={hasCadence} />
        <CloseStep slug={slug} open={open} now={now} />
        <RevealStep slug={slug} closed={inState('closed')} />
      </StepColumns>
    </section>
  );
}
