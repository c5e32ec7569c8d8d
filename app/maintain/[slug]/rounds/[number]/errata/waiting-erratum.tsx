import { CorrectionsTable } from '@/app/_ui/errata/corrections-table';
import { countLabels } from '@/app/_ui/errata/count-labels';
import { ErratumPeople } from '@/app/_ui/errata/erratum-people';
import { ScoreChangesTable } from '@/app/_ui/errata/score-changes-table';
import { RefreshWithoutScript } from '@/app/_ui/forms/refresh-without-script';
import { IsoInstant } from '@/app/_ui/iso-instant';
import { RefreshWhile } from '@/app/_ui/maintain/refresh-while';
import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
import type { MaintainedErratumView } from '@/lib/contracts/erratum';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { ErratumSteps } from './erratum-steps';

type Props = {
  slug: string;
  number: number;
  erratum: MaintainedErratumView;
  metric: MetricName;
  canAct: boolean;
  /** An operator consents and drops, and publishes nothing. */
  canPublish: boolean;
};

/** The erratum of a round that is neither published nor dropped: what it would change, and what can be done with it. */
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
            here; the public ranking stays as it is.
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
