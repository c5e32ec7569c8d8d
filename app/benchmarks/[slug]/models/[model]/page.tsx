import type { Metadata } from 'next';
import { cache } from 'react';
import { requireFound } from '@/app/_load/require-found';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { Section } from '@/app/_ui/page/section';
import { TwoColumns } from '@/app/_ui/page/two-columns';
import { Fact, Facts } from '@/app/_ui/words/facts';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { findModelPage } from '@/services/page/find-model-page';
import { DisclosuresSection } from './disclosures-section';
import { LineagePlot } from './lineage-plot';
import { shapeLineage } from './lineage-shape';
import { ModelRoundsTable } from './model-rounds-table';
import { ReceiptsTable } from './receipts-table';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ slug: string; model: string }> };

const load = cache(async (slug: string, model: string) => requireFound(await findModelPage(slug, model)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, model } = await params;
  const page = await load(slug, model);
  return { title: `${page.model.model}, ${page.benchmark.title}` };
}

export default async function ModelPage({ params }: Props) {
  const { slug, model: modelSlug } = await params;
  const { benchmark, model } = await load(slug, modelSlug);
  const shape = shapeLineage(model.rounds);
  const versions = new Set(model.rounds.map(({ entry }) => entry.version));
  return (
    <Page>
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
        <Fact term="Team">{model.team}</Fact>
        <Fact term="Rounds">{model.rounds.length}</Fact>
        <Fact term="Versions">{versions.size}</Fact>
        <Fact term="Metric">
          {formatMetric(benchmark.metric)}, {benchmark.direction} is better
        </Fact>
      </Facts>
      {shape && (
        <Section
          title="Over rounds"
          aside={
            <>
              {formatMetric(benchmark.metric)} on the final part, on the scale of round {shape.baseRound}
            </>
          }
        >
          <LineagePlot shape={shape} metric={benchmark.metric} direction={benchmark.direction} />
          <p className="mt-s2 max-w-[66ch] text-small text-ink-2">
            Lines are the intervals of the table below, the error of putting rounds on one scale included.
            Grey: versions that stand beside the one that counts. That a later score is higher doesn’t show
            that the model is better: the rounds have different items.
          </p>
        </Section>
      )}
      <Section title="Scores" aside="as the rankings have them, newest round first">
        <ModelRoundsTable slug={slug} model={model} />
      </Section>
      <TwoColumns>
        <DisclosuresSection rounds={model.rounds} />
        <Section title="Receipts" aside="a file’s SHA-256 is public from the reveal on">
          <ReceiptsTable rounds={model.rounds} />
        </Section>
      </TwoColumns>
    </Page>
  );
}
