import { ActionForm } from '@/app/_ui/forms/action-form';
import { Instant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { SubmissionPage } from '@/services/page/find-submission-page';
import { actOnSubmission } from './actions';
import { describeCounting } from './describe-counting';

/** Whether the submission stands for its model, and what its team, or after the close a maintainer, can do about that. */
export function CountsSection({
  submission,
  can,
  isOver,
}: {
  submission: SubmissionView;
  can: SubmissionPage['can'];
  isOver: boolean;
}) {
  const { id, withdrawn_at, withdrawal_reason } = submission;
  const [title, ...words] = describeCounting(submission, isOver);
  return (
    <Section title="Which submission counts" aside={title}>
      <p className="max-w-[37em]">{words.join(' ')}</p>
      {withdrawn_at && (
        <p className="mt-s2 max-w-[37em] text-ink-2">
          Withdrawn <Instant at={withdrawn_at} />
          {withdrawal_reason && <> by a maintainer: {withdrawal_reason}</>}
        </p>
      )}
      {can.choose && (
        <ActionForm
          action={actOnSubmission}
          about={{ id, action: submission.chosen ? 'unchoose' : 'choose' }}
          button={describeChoice(submission)}
          busy="Choosing"
          shape="below"
        />
      )}
      {can.withdraw && (
        <div className="mt-s4">
          <ActionForm
            action={actOnSubmission}
            about={{ id, action: 'withdraw' }}
            button="Withdraw"
            busy="Withdrawing"
            confirm="It counts nowhere from then on, and its slot stays spent. This can’t be undone."
            reason={
              isOver ? { hint: 'Everybody reads it on the changelog and here.', maxLength: 500 } : undefined
            }
            foldedUnder="Withdraw this submission"
            shape="folded"
          />
        </div>
      )}
    </Section>
  );
}

/** What the button does: of the newest, that it goes on counting. */
function describeChoice({ chosen, counts }: SubmissionView): string {
  if (chosen) return 'Let the newest count again';
  return counts ? 'Keep this one, even if a newer one comes' : 'Let this one count';
}
