import type { Metadata } from 'next';
import Link from 'next/link';
import { cache } from 'react';
import { describePage } from '@/app/_load/describe-page';
import { requireFound } from '@/app/_load/require';
import { Button } from '@/app/_ui/controls/button';
import { ChoiceField, HiddenFields } from '@/app/_ui/forms/form-fields';
import { StoppedRoundBanner } from '@/app/_ui/moderation/moderation-banner';
import { listRoundCrumbs } from '@/app/_ui/page/crumbs';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
import { parseModelSlugs } from '@/lib/contracts/compared-models';
import { roundNumber } from '@/lib/contracts/round';
import type { SubgroupsView } from '@/lib/contracts/subgroups';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { findActor } from '@/services/access/page-request';
import { findSubgroupsPage } from '@/services/page/find-pages-of-round';
import { describeUncertainty } from './describe-subgroups';
import { HeatKey, HeatTable } from './heat-table';
import { PairSection } from './pair-section';

const load = cache(async (slug: string, number: string, pair: string) =>
  requireFound(
    await findSubgroupsPage(await findActor(), slug, roundNumber(number), parseModelSlugs([pair])),
  ),
);

async function read({ params, searchParams }: PageProps<'/benchmarks/[slug]/rounds/[number]/subgroups'>) {
  const { slug, number } = await params;
  const { model = [], pair = [] } = await searchParams;
  const slugs = parseModelSlugs([pair].flat());
  const page = await load(slug, number, slugs.join(','));
  return { ...page, chosen: parseModelSlugs([model].flat()) };
}

export async function generateMetadata(
  props: PageProps<'/benchmarks/[slug]/rounds/[number]/subgroups'>,
): Promise<Metadata> {
  const { benchmark, round } = await read(props);
  return describePage({
    path: `/benchmarks/${benchmark.slug}/rounds/${round.number}/subgroups`,
    title: `Scores by slice, ${round.title}, ${benchmark.title}`,
    description: `Scores of the models of ${benchmark.title} in slices of the test set of ${round.title}, and two models compared slice by slice.`,
  });
}

export default async function SubgroupsPage(
  props: PageProps<'/benchmarks/[slug]/rounds/[number]/subgroups'>,
) {
  const { benchmark, round, subgroups, chosen } = await read(props);
  const path = `/benchmarks/${benchmark.slug}/rounds/${round.number}`;
  return (
    <Page>
      <PageHead
        crumbs={{ above: listRoundCrumbs(benchmark.slug, benchmark.title, round.number), here: 'by slice' }}
        title={<>{round.title}, by slice</>}
        lede={
          subgroups &&
          `${formatMetric(subgroups.metric)} on the final items of each slice, ${subgroups.direction} is better. The host named the slices in the test set; they are published after the official ranking, never while a round is open.`
        }
      />
      <StoppedRoundBanner round={round} />
      {subgroups ? (
        <Subgroups {...{ subgroups, chosen }} path={`${path}/subgroups`} />
      ) : (
        <Callout tone="note">
          There are no scores by slice here: they are published some time after the official ranking of a
          round whose test set has slice columns. <Link href={path}>To the round</Link>
        </Callout>
      )}
    </Page>
  );
}

const isOfSquares = (metric: SubgroupsView['metric']): boolean => metricByName[metric].interval.hasHeavyTails;

/** Maximum number of model columns on a wide window. */
const columnsMax = 10;

type Props = {
  subgroups: SubgroupsView;
  chosen: readonly string[];
  path: string;
};

function Subgroups({ subgroups, chosen, path }: Props) {
  const { models, model_count, pair } = subgroups;
  const places = chooseColumns(models, chosen);
  const call = `/api/v1${path}`;
  return (
    <>
      <Section title="Each model in each slice" label="Scores by slice">
        <HeatTable {...{ subgroups, places }} />
        <HeatKey />
        <p className="mt-s3 max-w-[66ch] text-small text-ink-2">
          {describeUncertainty(subgroups)}{' '}
          {isOfSquares(subgroups.metric) &&
            'If errors have heavy tails, these intervals contain the true score less often. '}
          Don’t read cells as differences: compare two models below.{' '}
          {places.length < model_count && `${places.length} of ${model_count} models are shown. `}
          Table with intervals: <a href={`${call}?format=csv`}>CSV</a>&ensp;<a href={call}>JSON</a>
        </p>
        <ChooseModels {...{ subgroups, path, chosen }} pair={pair ? [pair.first, pair.second] : []} />
      </Section>
      <PairSection {...{ subgroups, path, chosen }} />
      <p className="mt-s5 max-w-[66ch] text-small text-ink-2">
        Values under 30 items are shown together as “other”. Scores by slice are by the labels that were
        sealed: errata don’t change them.{' '}
        <Link href="/methods#slices">How they are computed and what is withheld</Link>
      </p>
    </>
  );
}

/** Indexes of the models for the columns: the chosen ones first, then others in ranking order. */
function chooseColumns(models: SubgroupsView['models'], chosen: readonly string[]): number[] {
  const places = models.map((_, place) => place);
  const isChosen = (place: number) => chosen.includes(models[place]!.model_slug);
  return [...places.filter(isChosen), ...places.filter((place) => !isChosen(place))].slice(0, columnsMax);
}

/** A form that chooses up to four models for the first columns, which are the only ones on a phone. Works without JavaScript. */
function ChooseModels({
  subgroups: { models },
  path,
  chosen,
  pair,
}: {
  subgroups: SubgroupsView;
  path: string;
  chosen: readonly string[];
  pair: readonly string[];
}) {
  return (
    <details className="mt-s3 text-small">
      <summary className="cursor-pointer text-sea">Choose models</summary>
      <form action={path} className="mt-s3 grid max-w-form gap-s3">
        {pair.map((slug) => (
          <HiddenFields key={slug} values={{ pair: slug }} />
        ))}
        <ChoiceField
          name="model"
          label="Models in the first columns, at most four"
          type="checkbox"
          isInColumns
          choices={models.map(({ model, model_slug }) => ({ value: model_slug, title: model }))}
          chosen={chosen}
        />
        <Button type="submit">Show these</Button>
      </form>
    </details>
  );
}
