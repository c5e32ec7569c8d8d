import {
  CorrectionsTable,
  countLabels,
  ErratumPeople,
  ScoreChangesTable,
} from '@/app/_ui/errata/erratum-parts';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { IsoInstant } from '@/app/_ui/instant';
import { RefreshWhile, RefreshWithoutScript } from '@/app/_ui/page/refresh-page';
import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
import { NumberedEffects, StepColumns } from '@/app/maintain/[slug]/columns';
import { ConsentForm, WaitsForSecond } from '@/app/maintain/[slug]/consent-form';
import type { MaintainedErratumView } from '@/lib/contracts/erratum';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { ErratumOnPage } from '@/services/page/find-maintained-round-page';
import { actOnErratum } from './actions';

type Props = {
  slug: string;
  number: number;
  erratum: ErratumOnPage;
  metric: MetricName;
  canAct: boolean;
  /** False for an operator, who can only consent to the erratum and drop it. */
  canPublish: boolean;
};

/** An erratum that is neither published nor dropped: its changes and the next steps. */
export function WaitingErratum({ slug, number, erratum, metric, canAct, canPublish }: Props) {
  const changes = erratum.score_changes;
  return (
    <Section
      title={<>Erratum {erratum.number}, not published</>}
      aside={
        <>
          {countLabels(erratum.corrections.length)}, proposed <IsoInstant at={erratum.proposed_at} local />
        </>
      }
    >
      <p className="mt-s3 mb-s4 max-w-[37em] wrap-anywhere">{erratum.reason}</p>
      <ErratumPeople erratum={erratum} />
      {changes === null ? (
        <>
          <RefreshWhile />
          <RefreshWithoutScript seconds={4} />
          <Callout tone="note" role="status">
            The scorer is scoring every submission again with the corrected labels. The difference appears
            here; the public ranking doesn’t change.
          </Callout>
        </>
      ) : (
        <>
          <h3 className="mt-s6 mb-s3">What publishing changes</h3>
          <p className="mb-s4 max-w-[37em] text-small text-ink-2">{describeChanges(changes)}</p>
          <ScoreChangesTable changes={changes} metric={metric} />
        </>
      )}
      <h3 className="mt-s6 mb-s3">Corrected labels</h3>
      <CorrectionsTable corrections={erratum.corrections} />
      {canAct && (
        <ErratumSteps
          about={{ slug, number, erratum: erratum.number }}
          erratum={erratum}
          canPublish={canPublish}
        />
      )}
    </Section>
  );
}

function describeChanges(changes: NonNullable<MaintainedErratumView['score_changes']>): string {
  const scores = changes.filter((change) => change.score_before !== change.score_after).length;
  const ranks = changes.filter((change) => change.rank_before !== change.rank_after).length;
  const all = changes.length.toLocaleString('en');
  return `${scores.toLocaleString('en')} of ${all} scores and ${ranks.toLocaleString('en')} of ${all} ranks.`;
}

type ErratumStepsProps = {
  about: Readonly<Record<string, string | number>>;
  erratum: ErratumOnPage;
  canPublish: boolean;
};

/** The steps of an erratum: a second person's consent, a period for objections, publication. */
function ErratumSteps({ about, erratum, canPublish }: ErratumStepsProps) {
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

type Step = { about: Readonly<Record<string, string | number>>; erratum: ErratumOnPage };

const ConsentStep = ({ about, erratum }: Step) => (
  <div>
    <h3 className="mb-s3">Consent</h3>
    <NumberedEffects>
      <li>Another maintainer, or an operator, consents; the person who proposed it can’t.</li>
      <li>It is then public, with the reason and the name of each person whose account has one.</li>
      <li>Every reader may object before it can be published.</li>
    </NumberedEffects>
    <ConsentForm
      proposal={erratum}
      whileWaiting={<WaitsForSecond isSole={erratum.isSole} />}
      action={actOnErratum}
      about={{ ...about, step: 'consent', consent_to: erratum.consent_to ?? '' }}
      button={`Consent to erratum ${erratum.number}`}
      busy="Consenting"
      confirm="I have read what it changes."
    />
  </div>
);

const PublishStep = ({ about, erratum: { number }, until }: Step & { until: string }) => (
  <div>
    <h3 className="mb-s3">Publish</h3>
    <NumberedEffects>
      <li>
        From <IsoInstant at={until} local /> on, unless you drop it after an objection.
      </li>
      <li>The scorer signs it, the changelog lists it, and every participant of the round gets mail.</li>
      <li>It is final: a further error is a further erratum.</li>
    </NumberedEffects>
    <ActionForm
      action={actOnErratum}
      about={{ ...about, step: 'publish' }}
      button={`Publish erratum ${number}`}
      busy="Publishing"
      confirm="There is no valid objection."
    />
  </div>
);
