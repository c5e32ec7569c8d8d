import type { MaintainedRoundView } from '@/lib/contracts/round';
import { formatDuration } from '../format-duration';
import { RoundActionForm } from './round-action-form';

/** What can be done next, and what each step does before its button. */
export function RoundActions(of: { slug: string; rounds: readonly MaintainedRoundView[]; now: Date }) {
  const inOrder = [...of.rounds].sort((a, b) => a.number - b.number);
  const open = inOrder.find((round) => round.state === 'open');
  const sealed = inOrder.filter((round) => round.state === 'sealed');
  const drafts = inOrder.filter((round) => round.state === 'draft');
  const clean = drafts.filter((round) => round.check?.problem_count === 0);
  const msLeft = open?.closes_at ? Date.parse(open.closes_at) - of.now.getTime() : 0;
  return (
    <section className="sec acts" aria-label="Steps">
      <div>
        <div className="sec-head">
          <h2>Seal</h2>
        </div>
        <p className="small muted">Fixes a checked test set for good, before anybody sees its inputs.</p>
        <ol className="then">
          <li>The scorer draws which items are feedback and which are final.</li>
          <li>Nothing of the test set can change afterwards, by nobody.</li>
          <li>The public learns that the round exists, not what is in it.</li>
        </ol>
        <RoundActionForm
          slug={of.slug}
          action="seal"
          rounds={clean}
          button={clean[0] ? `Seal ${clean[0].title}` : 'Seal'}
          busy="Sealing"
          isDisabled={clean.length === 0}
          note={clean.length > 0 ? 'cannot be undone' : whyNoSeal(drafts)}
        />
      </div>
      <div>
        <div className="sec-head">
          <h2>Open</h2>
        </div>
        <p className="small muted">Starts now. A benchmark has at most one open round.</p>
        <ol className="then">
          <li>The inputs are published, without labels.</li>
          <li>Teams submit, within their quota.</li>
          <li>The feedback policy answers from the feedback part.</li>
        </ol>
        <RoundActionForm
          slug={of.slug}
          action="open"
          rounds={sealed}
          button={sealed[0] ? `Open ${sealed[0].title}` : 'Open'}
          busy="Opening"
          isDisabled={sealed.length === 0 || open !== undefined}
          asksForClose
          note={whyNoOpen(sealed.length, open?.title)}
        />
      </div>
      <div>
        <div className="sec-head">
          <h2>Close</h2>
        </div>
        <p className="small muted">
          {open && msLeft > 0
            ? `${open.title} has ${formatDuration(msLeft)} to go.`
            : 'Ends the round and makes its ranking official.'}
        </p>
        <ol className="then">
          <li>No submission is taken any more.</li>
          <li>What has been accepted is still scored.</li>
          <li>The official ranking is made from the final part and published.</li>
        </ol>
        <RoundActionForm
          slug={of.slug}
          action="close"
          rounds={open ? [open] : []}
          button={open ? `Close ${open.title} now` : 'Close'}
          busy="Closing"
          isDisabled={!open}
          confirm={msLeft > 0 ? `Close it ${formatDuration(msLeft)} before its time.` : undefined}
          note={open ? 'cannot be undone' : 'no round is open'}
        />
      </div>
    </section>
  );
}

function whyNoSeal(drafts: readonly MaintainedRoundView[]): string {
  if (drafts.length === 0) return 'upload a test set first';
  return drafts.some((draft) => draft.check === null)
    ? 'when the check is done and has found no problem'
    : 'upload a test set without problems';
}

function whyNoOpen(sealedCount: number, openTitle: string | undefined): string {
  if (sealedCount === 0) return 'seal a round first';
  return openTitle ? `close ${openTitle} first` : 'opening cannot be undone';
}
