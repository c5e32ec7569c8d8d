import { ActionForm } from '@/app/_ui/forms/action-form';
import { NumberedEffects } from '@/app/maintain/[slug]/numbered-effects';
import { StepColumns } from '@/app/maintain/[slug]/step-column';
import { actOnErratum } from './actions';

/** What can be done with an erratum that waits. */
export function ErratumSteps({
  about,
  number,
  canPublish,
}: {
  about: Readonly<Record<string, string | number>>;
  number: number;
  canPublish: boolean;
}) {
  return (
    <StepColumns count={2}>
      {canPublish && (
        <div>
          <h3 className="mt-s6 mb-s3">Publish</h3>
          <NumberedEffects>
            <li>The ranking switches at once; both scores are shown.</li>
            <li>The scorer signs it; the changelog has it; everybody in the round gets mail.</li>
            <li>It is final: a further error is a further erratum.</li>
          </NumberedEffects>
          <ActionForm
            action={actOnErratum}
            about={{ ...about, step: 'publish' }}
            button={`Publish erratum ${number}`}
            busy="Publishing"
            confirm="I have read what it changes."
          />
        </div>
      )}
      <div>
        <h3 className="mt-s6 mb-s3">Drop</h3>
        <NumberedEffects>
          <li>Nothing of it was public, and nothing will be.</li>
          <li>Its number isn’t used again.</li>
        </NumberedEffects>
        <ActionForm
          action={actOnErratum}
          about={{ ...about, step: 'drop' }}
          button="Drop it"
          busy="Dropping"
          look="plain"
        />
      </div>
    </StepColumns>
  );
}
