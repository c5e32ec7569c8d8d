import Link from 'next/link';
import { Instant } from '@/app/_ui/instant';
import { describeVersionState } from '@/app/_ui/model/describe-version-state';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { SubmissionPage } from '@/services/page/find-submission-page';

type Props = {
  submission: SubmissionView;
  version: NonNullable<SubmissionPage['version']>;
};

/** The frozen model version of a submission: when it was frozen, its state, and its later rounds. */
export function VersionSection({ submission, version }: Props) {
  const { state, frozenAt, retiredAt } = version;
  const versions = `/benchmarks/${submission.benchmark}/submit?kind=${submission.kind}#versions`;
  return (
    <div className="border-t border-rule py-s3">
      <h3 className="mb-s2">
        Model version: <span data-testid="version-state">{state}</span>
      </h3>
      {version.isAutomatic && (
        <p className="mb-s3 max-w-[37em]">
          Evaluated automatically: the version was frozen before the round opened. It uses no submission and
          no feedback.
        </p>
      )}
      <Descriptions>
        <Description term="Kind">
          {submission.kind === 'container' ? 'a container image' : 'a model'}, run here on the round’s inputs
          {version.trains &&
            '; trained again at each reveal, where each trained model is a version of its own'}
        </Description>
        <Description term="Frozen">
          <Instant at={frozenAt.toISOString()} />; its file never changes
        </Description>
        <Description term="Later rounds">
          {describeVersionState(state)}
          {retiredAt && (
            <>
              , since <Instant at={retiredAt.toISOString()} />
            </>
          )}
          {state === 'active' && (
            <>
              . <Link href={versions}>Retire it</Link>
            </>
          )}
        </Description>
      </Descriptions>
    </div>
  );
}
