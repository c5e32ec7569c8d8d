import { ActionForm } from '@/app/_ui/forms/action-form';
import { ChoiceField } from '@/app/_ui/forms/form-fields';
import { Instant } from '@/app/_ui/instant';
import { formatReported } from '@/app/_ui/submission/feedback';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { FeedbackPolicyName } from '@/lib/core/benchmark';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { OwnSubmissions, SubmissionPage } from '@/services/page/find-submission-page';
import { actOnSubmission } from './actions';
import { Explanation, Question } from './question';

type Props = {
  submission: SubmissionView;
  metric: MetricName;
  policy: FeedbackPolicyName;
  closesAt: string | null;
  own: OwnSubmissions | null;
  can: SubmissionPage['can'];
  isOver: boolean;
};

/** Answers which version of the model counts, and lets the team choose another one until the close. */
export function CountsSection({ submission, metric, policy, closesAt, own, can, isOver }: Props) {
  const { id, withdrawn_at, withdrawal_reason } = submission;
  const choosable = own?.choices.flatMap((one) => (one.canChoose ? [one.submission] : [])) ?? [];
  const chosen = choosable.find((one) => one.chosen);
  const counting = own?.choices.find((one) => one.submission.counts)?.submission ?? null;
  return (
    <Question
      title={isOver ? 'What counts?' : 'What counts now?'}
      answer={describeCounting(submission, counting, own !== null)}
    >
      {!isOver && <Explanation>{describeRule(policy, counting?.chosen ?? submission.chosen)}</Explanation>}
      {submission.baseline && (
        <Explanation>It is a baseline: shown beside the ranking, and never ranked.</Explanation>
      )}
      {withdrawn_at && (
        <Explanation>
          Withdrawn <Instant at={withdrawn_at} />
          {withdrawal_reason && <> by a maintainer: {withdrawal_reason}</>}
        </Explanation>
      )}
      {choosable.length > 0 && (
        <ActionForm
          action={actOnSubmission}
          about={{ id, action: 'choose', chosen: chosen?.id ?? '' }}
          button="Save choice"
          busy="Saving"
          look="plain"
          shape="below"
          note={
            <>
              until <Instant at={closesAt} />
            </>
          }
        >
          <ChoiceField
            name="choice"
            label="Which version counts"
            type="radio"
            choices={[
              {
                value: '',
                title:
                  policy === 'final-only'
                    ? 'Always the newest version'
                    : 'Always the version with the best reported score',
                hint: 'Later versions may change which one it is.',
              },
              ...choosable.map((one) => describeChoice(one, submission, metric)),
            ]}
            chosen={[chosen?.id ?? '']}
          />
        </ActionForm>
      )}
      {can.withdraw && (
        <div className="mt-s4">
          <ActionForm
            action={actOnSubmission}
            about={{ id, action: 'withdraw' }}
            button="Withdraw"
            busy="Withdrawing"
            confirm={
              own
                ? 'It no longer counts, and the submission stays used. This can’t be undone.'
                : 'It no longer counts, and the ranking is published again without it. This can’t be undone.'
            }
            reason={isOver ? { hint: 'Public, in the changelog and here.', maxLength: 500 } : undefined}
            foldedUnder={`Withdraw version ${submission.version}`}
            shape="folded"
          />
        </div>
      )}
    </Question>
  );
}

/** @param counting submission of the model that counts, if the reader may see it */
function describeCounting(
  submission: SubmissionView,
  counting: SubmissionView | null,
  isOwn: boolean,
): string {
  const { id, state, counts, chosen, withdrawn, version, model } = submission;
  if (counts)
    return `Version ${version}, this one, counts for ${model}${chosen ? ` because ${isOwn ? 'you' : 'its team'} chose it` : ''}.`;
  if (counting && counting.id !== id)
    return `Version ${counting.version} counts for ${model}${counting.chosen ? ' because you chose it' : ''}.`;
  if (withdrawn) return `Version ${version} is withdrawn and counts nowhere.`;
  if (state === 'rejected' || state === 'failed')
    return `Version ${version} has no score, so it counts nowhere.`;
  if (state !== 'scored')
    return chosen ? `Version ${version} counts once it is scored.` : `No version of ${model} is scored yet.`;
  return `Another version of ${model} counts.`;
}

function describeRule(policy: FeedbackPolicyName, isChosen: boolean): string {
  const byItself = policy === 'final-only' ? 'newest version' : 'best reported score';
  if (isChosen) return `Without a choice the ${byItself} would count. You can change it until the close.`;
  return policy === 'final-only'
    ? 'This round reports no score, so the newest version counts unless you choose another before the close.'
    : 'Your best reported score counts, of equal ones the earlier. Where none is reported, the newest version does. You can choose another until the close.';
}

function describeChoice(one: SubmissionView, shown: SubmissionView, metric: MetricName) {
  const reported = formatReported(one.feedback, metric);
  const score = reported === null ? 'no score reported' : `reported ${reported}`;
  return {
    value: one.id,
    title: `Version ${one.version}${one.id === shown.id ? ', this one' : ''}, ${score}`,
    hint: (
      <>
        {one.evidence === 'prospective' ? 'evaluated automatically' : 'received'}{' '}
        <Instant at={one.received_at} />
        {one.counts && ' · counts now'}
      </>
    ),
  };
}
