import { CodeBlock } from '@/app/_ui/controls/code-block';
import { CorrectionsTable } from '@/app/_ui/errata/corrections-table';
import { countLabels } from '@/app/_ui/errata/count-labels';
import { ErratumPeople } from '@/app/_ui/errata/erratum-people';
import { ScoreChangesTable } from '@/app/_ui/errata/score-changes-table';
import { Instant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import type { ErratumView } from '@/lib/contracts/erratum';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** One published erratum: what was wrong and why, both scores of every model, and the signature. */
export function PublishedErratum({ erratum, metric }: { erratum: ErratumView; metric: MetricName }) {
  const { number } = erratum;
  return (
    <Section
      id={`erratum-${number}`}
      title={<>Erratum {number}</>}
      aside={
        <>
          {countLabels(erratum.corrections.length)}, published <Instant at={erratum.published_at} local />
        </>
      }
    >
      <p className="mb-s4 max-w-[37em] wrap-anywhere">{erratum.reason}</p>
      <ErratumPeople erratum={erratum} />
      <h3 className="mt-s6 mb-s3">Both scores</h3>
      <ScoreChangesTable changes={erratum.score_changes} metric={metric} />
      <div className="grid grid-cols-2 items-start gap-s7 *:min-w-0 max-wide:grid-cols-1 max-wide:gap-0">
        <div>
          <h3 className="mt-s6 mb-s3">Corrected labels</h3>
          <CorrectionsTable corrections={erratum.corrections} />
        </div>
        <div>
          <h3 className="mt-s6 mb-s3">Signature</h3>
          <Descriptions>
            <Description term="Ed25519">
              <code>{erratum.signature}</code>
            </Description>
            <Description term="Public key">
              <code>{keyOf(erratum.public_key)}</code>
            </Description>
          </Descriptions>
          <details className="mt-s4">
            <summary>The signed text</summary>
            <div className="my-s2">
              <CodeBlock kind="text">{erratum.document}</CodeBlock>
            </div>
          </details>
        </div>
      </div>
    </Section>
  );
}

/** The base64 between the lines of a PEM. */
const keyOf = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '');
