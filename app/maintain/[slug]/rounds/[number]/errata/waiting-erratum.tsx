import { CorrectionsTable } from '@/app/_ui/errata/corrections-table';
import { countLabels } from '@/app/_ui/errata/count-labels';
import { ScoreChangesTable } from '@/app/_ui/errata/score-changes-table';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { RefreshWithoutScript } from '@/app/_ui/forms/refresh-without-script';
import { Instant } from '@/app/_ui/instant';
import { RefreshWhile } from '@/app/_ui/maintain/refresh-while';
import type { MaintainedErratumView } from '@/lib/contracts/erratum';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { actOnErratum } from './actions';

/** The erratum of a round that is neither published nor dropped: what it would change, and what can be done with it. */
export function WaitingErratum(of: {
  slug: string;
  number: number;
  erratum: MaintainedErratumView;
  metric: MetricName;
  canAct: boolean;
}) {
  const { erratum } = of;
  const about = { slug: of.slug, number: of.number, erratum: erratum.number };
  const changes = erratum.score_changes;
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>Erratum {erratum.number}, not published</h2>
        <p className="small muted">
          {countLabels(erratum.corrections.length)}, proposed <Instant at={erratum.proposed_at} local />
        </p>
      </div>
      <p className="measure breaks">{erratum.reason}</p>
      {changes === null ? (
        <>
          <RefreshWhile />
          <RefreshWithoutScript seconds={4} />
          <p className="note" role="status">
            The scorer is scoring every submission again with the corrected labels. The difference appears
            here; the public ranking stays as it is.
          </p>
        </>
      ) : (
        <>
          <h3 className="sub-title">What publishing changes</h3>
          <p className="small muted gap">{describeChanges(changes)}</p>
          <ScoreChangesTable changes={changes} metric={of.metric} />
        </>
      )}
      <h3 className="sub-title">Corrected labels</h3>
      <CorrectionsTable corrections={erratum.corrections} />
      {of.canAct && (
        <div className="acts erratum-acts">
          {changes !== null && (
            <div>
              <h3 className="sub-title">Publish</h3>
              <ol className="then">
                <li>The ranking switches at once; both scores are shown.</li>
                <li>The scorer signs it; the changelog has it; everybody in the round gets mail.</li>
                <li>It is final: a further error is a further erratum.</li>
              </ol>
              <ActionForm
                action={actOnErratum}
                about={{ ...about, step: 'publish' }}
                button={`Publish erratum ${erratum.number}`}
                busy="Publishing"
                confirm="I have read what it changes."
              />
            </div>
          )}
          <div>
            <h3 className="sub-title">Drop</h3>
            <ol className="then">
              <li>Nothing of it was public, and nothing will be.</li>
              <li>Its number isn’t used again.</li>
            </ol>
            <ActionForm
              action={actOnErratum}
              about={{ ...about, step: 'drop' }}
              button="Drop it"
              busy="Dropping"
              look="plain"
            />
          </div>
        </div>
      )}
    </section>
  );
}

function describeChanges(changes: NonNullable<MaintainedErratumView['score_changes']>): string {
  const scores = changes.filter((change) => change.score_before !== change.score_after).length;
  const ranks = changes.filter((change) => change.rank_before !== change.rank_after).length;
  const of = `of ${changes.length.toLocaleString('en')}`;
  return `${scores.toLocaleString('en')} ${of} scores and ${ranks.toLocaleString('en')} ${of} ranks.`;
}
