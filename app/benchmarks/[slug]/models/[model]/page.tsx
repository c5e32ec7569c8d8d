import type { Metadata } from 'next';
import Link from 'next/link';
import { cache } from 'react';
import { describePage } from '@/app/_load/describe-page';
import { requireFound } from '@/app/_load/require-found';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { Section } from '@/app/_ui/page/section';
import { TwoColumns } from '@/app/_ui/page/two-columns';
import { Fact, Facts } from '@/app/_ui/words/facts';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { findActor } from '@/services/access/find-actor';
import { findModelPage, type ModelPage as Shown } from '@/services/page/find-model-page';
import { DisclosuresSection } from './disclosures-section';
import { hasOfficialScore } from './has-official-score';
import { LineageSection } from './lineage-section';
import { ModelRoundsTable } from './model-rounds-table';
import { ModelShare } from './model-share';
import { ModelStanding } from './model-standing';
import { ReceiptsTable } from './receipts-table';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ slug: string; model: string }> };

const load = cache(async (slug: string, model: string) =>
  requireFound(await findModelPage(await findActor(), slug, model)),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, model } = await params;
  const page = await load(slug, model);
  return describePage({
    path: `/benchmarks/${slug}/models/${model}`,
    title: `${page.model.model}, ${page.benchmark.title}`,
    card: hasOfficialScore(page.model) ? `/card/${slug}/models/${model}.png` : `/card/${slug}.png`,
    description: `${page.model.model} by ${page.model.team} on ${page.benchmark.title}: its scores in every round.`,
  });
}

export default async function ModelPage({ params }: Props) {
  const { slug, model: modelSlug } = await params;
  const { benchmark, model, unshown } = await load(slug, modelSlug);
  const versions = new Set(model.rounds.map(({ entry }) => entry.version));
  return (
    <Page>
      <div className="grid grid-cols-[minmax(0,1fr)_340px] items-start gap-x-64 gap-y-s5 *:min-w-0 max-wide:grid-cols-1">
        <div>
          <PageHead
            crumbs={{
              above: [
                { href: '/benchmarks', title: 'Benchmarks' },
                { href: `/benchmarks/${slug}`, title: benchmark.title },
              ],
              here: 'models',
            }}
            title={<span className="wrap-anywhere">{model.model}</span>}
          />
          <Facts>
            <Fact term="Team">
              {benchmark.visibility === 'public' ? (
                <Link href={`/teams/${model.team_slug}`}>{model.team}</Link>
              ) : (
                model.team
              )}
            </Fact>
            <Fact term="Rounds">{model.rounds.length}</Fact>
            <Fact term="Versions">{versions.size}</Fact>
            <Fact term="Metric">
              {formatMetric(benchmark.metric)}, {benchmark.direction} is better
            </Fact>
          </Facts>
          {unshown && <UnshownNote unshown={unshown} />}
        </div>
        <ModelStanding model={model} />
      </div>
      <LineageSection model={model} />
      <Section title="Scores" aside="as the rankings have them, newest round first">
        <ModelRoundsTable slug={slug} model={model} />
      </Section>
      <TwoColumns of="sections">
        <DisclosuresSection rounds={model.rounds} />
        <Section title="Receipts" aside="a file’s SHA-256 is shown here from the reveal on">
          <ReceiptsTable rounds={model.rounds} />
        </Section>
      </TwoColumns>
      <ModelShare benchmark={benchmark} model={model} />
    </Page>
  );
}

/** To its team alone. */
const UnshownNote = ({
  unshown: { submissionId, version, roundTitle },
}: {
  unshown: NonNullable<Shown['unshown']>;
}) => (
  <p className="mt-s3 text-small text-ink-2" data-testid="unshown">
    Only your team sees this: in {roundTitle} your{' '}
    <Link href={`/submissions/${submissionId}`}>version {version}</Link> counts. No table shows it before its
    score is reported.
  </p>
);
