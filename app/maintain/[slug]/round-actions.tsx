import type { MaintainedRoundView } from '@/lib/contracts/round';
import { CloseStep } from './_steps/close-step';
import { OpenStep } from './_steps/open-step';
import { RevealStep } from './_steps/reveal-step';
import { SealStep } from './_steps/seal-step';

/** What can be done next, and what each step does before its button. */
export function RoundActions(of: {
  slug: string;
  rounds: readonly MaintainedRoundView[];
  hasCadence: boolean;
  now: Date;
}) {
  const inOrder = [...of.rounds].sort((a, b) => a.queue_order - b.queue_order || a.number - b.number);
  const open = inOrder.find((round) => round.state === 'open');
  const inState = (state: MaintainedRoundView['state']) => inOrder.filter((round) => round.state === state);
  return (
    <section className="sec acts four" id="steps" aria-label="Steps">
      <SealStep slug={of.slug} drafts={inState('draft')} />
      <OpenStep slug={of.slug} sealed={inState('sealed')} open={open} hasCadence={of.hasCadence} />
      <CloseStep slug={of.slug} open={open} now={of.now} />
      <RevealStep slug={of.slug} closed={inState('closed')} />
    </section>
  );
}
