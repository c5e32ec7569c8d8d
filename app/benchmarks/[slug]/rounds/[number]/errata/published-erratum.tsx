import { CorrectionsTable } from '@/app/_ui/errata/corrections-table';
import { countLabels } from '@/app/_ui/errata/count-labels';
import { ScoreChangesTable } from '@/app/_ui/errata/score-changes-table';
import { Instant } from '@/app/_ui/instant';
import type { ErratumView } from '@/lib/contracts/erratum';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** One published erratum: what was wrong and why, both scores of every model, and the signature. */
export function PublishedErratum({ erratum, metric }: { erratum: ErratumView; metric: MetricName }) {
  const { number } = erratum;
  return (
    <section className="sec" id={`erratum-${number}`}>
      <div className="sec-head">
        <h2>Erratum {number}</h2>
        <p className="small muted">
          {countLabels(erratum.corrections.length)}, published <Instant at={erratum.published_at} local />
        </p>
      </div>
      <p className="measure breaks">{erratum.reason}</p>
      <h3 className="sub-title">Both scores</h3>
      <ScoreChangesTable changes={erratum.score_changes} metric={metric} />
      <div className="two erratum-two">
        <div>
          <h3 className="sub-title">Corrected labels</h3>
          <CorrectionsTable corrections={erratum.corrections} />
        </div>
        <div>
          <h3 className="sub-title">Signature</h3>
          <dl className="disc">
            <dt>Ed25519</dt>
            <dd className="breaks">
              <code>{erratum.signature}</code>
            </dd>
            <dt>Public key</dt>
            <dd className="breaks">
              <code>{keyOf(erratum.public_key)}</code>
            </dd>
          </dl>
          <details className="after">
            <summary>The signed text</summary>
            <pre className="code mono">{erratum.document}</pre>
          </details>
        </div>
      </div>
    </section>
  );
}

/** The base64 between the lines of a PEM. */
const keyOf = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '');
