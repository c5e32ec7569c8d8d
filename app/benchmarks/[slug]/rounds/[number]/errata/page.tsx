import type { Metadata } from 'next';
import Link from 'next/link';
import { makeRoundLoader } from '@/app/_load/loaders';
import { CodeBlock } from '@/app/_ui/controls/code-block';
import {
  CorrectionsTable,
  countLabels,
  ErratumPeople,
  ScoreChangesTable,
} from '@/app/_ui/errata/erratum-parts';
import { Instant } from '@/app/_ui/instant';
import { StoppedRoundBanner } from '@/app/_ui/moderation/moderation-banner';
import { listRoundCrumbs } from '@/app/_ui/page/crumbs';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import type { ErratumView, MaintainedErratumView } from '@/lib/contracts/erratum';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { findErrataPage } from '@/services/page/find-pages-of-round';
import { findPublicUrl } from '@/services/publication/find-operator';

type Props = { params: Promise<{ slug: string; number: string }> };

const load = makeRoundLoader(findErrataPage);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, number } = await params;
  const { benchmark, round } = await load(slug, number);
  return { title: `Errata of ${round.title}, ${benchmark.title}` };
}

export default async function ErrataPage({ params }: Props) {
  const { slug, number } = await params;
  const { benchmark, round, published, announced } = await load(slug, number);
  const newestFirst = [...published].reverse();
  return (
    <Page>
      <PageHead
        crumbs={{ above: listRoundCrumbs(slug, benchmark.title, round.number), here: 'errata' }}
        title={<>Errata of {round.title}</>}
        lede="Labels that turned out wrong after the reveal, and what correcting them changed. The archive stays as it was sealed; an erratum is published beside it and is final."
      />
      {benchmark.role && (
        <p className="mt-s4 text-small">
          <Link href={`/maintain/${slug}/rounds/${round.number}/errata`}>Maintain its errata</Link>
        </p>
      )}
      <StoppedRoundBanner round={round} />
      {announced && (
        <AnnouncedErratum
          erratum={announced}
          metric={benchmark.metric}
          reportHref={`/benchmarks/${slug}/rounds/${round.number}/report`}
        />
      )}
      {newestFirst.length === 0 ? (
        <Callout tone="note">
          {round.state === 'revealed'
            ? 'No erratum is published: this round is ranked by the labels that were sealed.'
            : 'Labels can be corrected once the round is revealed. Until then they are hidden.'}
        </Callout>
      ) : (
        newestFirst.map((erratum) => (
          <PublishedErratum key={erratum.number} erratum={erratum} metric={benchmark.metric} />
        ))
      )}
      {published.length > 0 && (
        <SignatureCheck
          errataUrl={`${findPublicUrl()}/api/v1/benchmarks/${slug}/rounds/${round.number}/errata`}
        />
      )}
    </Page>
  );
}

type AnnouncedErratumProps = {
  erratum: MaintainedErratumView;
  metric: MetricName;
  reportHref: string;
};

/** An erratum with two people's consent, open to objections: its changes and the deadline. */
function AnnouncedErratum({ erratum, metric, reportHref }: AnnouncedErratumProps) {
  const { number, corrections, score_changes, objections_until } = erratum;
  return (
    <Section
      id={`erratum-${number}`}
      title={<>Erratum {number}, not published</>}
      aside={countLabels(corrections.length)}
    >
      {objections_until && (
        <Callout tone="note">
          It changes nothing yet. It can be published from <Instant at={objections_until} local /> on. Until
          then you can <Link href={reportHref}>object to its maintainers</Link>, or write to the operator of
          this site.
        </Callout>
      )}
      <p className="mt-s4 mb-s4 max-w-[37em] wrap-anywhere">{erratum.reason}</p>
      <ErratumPeople erratum={erratum} />
      <h3 className="mt-s6 mb-s3">What it would change</h3>
      <ScoreChangesTable changes={score_changes ?? []} metric={metric} />
      <h3 className="mt-s6 mb-s3">Labels to correct</h3>
      <CorrectionsTable corrections={corrections} />
    </Section>
  );
}

/** One published erratum: the reason, both scores of every model, and the signature. */
function PublishedErratum({ erratum, metric }: { erratum: ErratumView; metric: MetricName }) {
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

/** The base64 text of a PEM. */
const keyOf = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '');

/** Commands that check a signature without trust in this page. */
function SignatureCheck({ errataUrl }: { errataUrl: string }) {
  const command = `curl -o errata.json ${errataUrl}
jq -j '.items[-1].document' errata.json > document.json
jq -j '.items[-1].public_key' errata.json > key.pem
jq -j '.items[-1].signature' errata.json | base64 -d > signature.bin
openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in document.json -sigfile signature.bin`;
  return (
    <Section title="Check a signature" aside="here of the newest erratum">
      <CodeBlock kind="text">{command}</CodeBlock>
      <p className="mt-s4 max-w-[37em] text-small text-ink-2">
        The scorer signs the bytes of the document, with a key of its own that the web server doesn’t have.
        All errata of a site have the same public key: note it, and compare later ones with it.
      </p>
    </Section>
  );
}
