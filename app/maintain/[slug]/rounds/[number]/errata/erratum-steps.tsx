import { ActionForm } from '@/app/_ui/forms/action-form';
import { IsoInstant } from '@/app/_ui/iso-instant';
import { NumberedEffects } from '@/app/maintain/[slug]/numbered-effects';
import { StepColumns } from '@/app/maintain/[slug]/step-column';
import { VoidProposal } from '@/app/maintain/[slug]/void-proposal';
import type { MaintainedErratumView } from '@/lib/contracts/erratum';
import { actOnErratum } from './actions';

/** What can be done with an erratum that waits: a second person consents, then objections have their time, then it is published. */
export function ErratumSteps({
  about,
  erratum,
  canPublish,
}: {
  about: Readonly<Record<string, string | number>>;
  erratum: MaintainedErratumView;
  canPublish: boolean;
}) {
  const isCompared = erratum.compared_at !== null;
  return (
    <div className="mt-s6">
      <StepColumns count={2}>
        {isCompared && !erratum.objections_until && <ConsentStep about={about} erratum={erratum} />}
        {canPublish && isCompared && erratum.objections_until && (
          <PublishStep about={about} erratum={erratum} until={erratum.objections_until} />
        )}
        <div>
          <h3 className="mb-s3">Drop</h3>
          <NumberedEffects>
            <li>It changes nothing; the changelog says that it was dropped.</li>
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
    </div>
  );
}

type Step = { about: Readonly<Record<string, string | number>>; erratum: MaintainedErratumView };

const ConsentStep = ({ about, erratum }: Step) => (
  <div>
    <h3 className="mb-s3">Consent</h3>
    <NumberedEffects>
      <li>Another maintainer, or an operator, consents; the person who proposed it can’t.</li>
      <li>It is public then, with both names and the reason.</li>
      <li>Every reader may object before it can be published.</li>
    </NumberedEffects>
    {erratum.void ? (
      <VoidProposal />
    ) : (
      <ActionForm
        action={actOnErratum}
        about={{ ...about, step: 'consent', compared_at: erratum.compared_at ?? '' }}
        button={`Consent to erratum ${erratum.number}`}
        busy="Consenting"
        confirm="I have read what it changes."
      />
    )}
  </div>
);

const PublishStep = ({ about, erratum: { number }, until }: Step & { until: string }) => (
  <div>
    <h3 className="mb-s3">Publish</h3>
    <NumberedEffects>
      <li>
        From <IsoInstant at={until} local /> on, unless you drop it after an objection.
      </li>
      <li>The scorer signs it; the changelog has it; everybody in the round gets mail.</li>
      <li>It is final: a further error is a further erratum.</li>
    </NumberedEffects>
    <ActionForm
      action={actOnErratum}
      about={{ ...about, step: 'publish' }}
      button={`Publish erratum ${number}`}
      busy="Publishing"
      confirm="No objection holds."
    />
  </div>
);
