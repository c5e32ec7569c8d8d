import type { Metadata } from 'next';
import { cache } from 'react';
import { describePage } from '@/app/_load/describe-page';
import { requireFound } from '@/app/_load/require';
import { ButtonLink } from '@/app/_ui/controls/button';
import { ModelLetter } from '@/app/_ui/glyphs/glyphs';
import { listBenchmarkCrumbs } from '@/app/_ui/page/crumbs';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { type ComparedModelsView, modelLetters, parseModelSlugs } from '@/lib/contracts/compared-models';
import { findActor } from '@/services/access/page-request';
import { findComparePage } from '@/services/page/find-model-page';
import { describePairs } from './describe-pairs';
import { DifferingSection } from './differing-section';
import { ModelCards } from './model-cards';
import { PairsSection } from './pairs-section';

const load = cache(async (slug: string, slugs: string, pair: string) =>
  requireFound(await findComparePage(slug, parseModelSlugs([slugs]), pair, await findActor())),
);

async function read({ params, searchParams }: PageProps<'/benchmarks/[slug]/compare'>) {
  const { model = [], pair = [] } = await searchParams;
  return load((await params).slug, parseModelSlugs([model].flat()).join(','), [pair].flat()[0] ?? '');
}

export async function generateMetadata(props: PageProps<'/benchmarks/[slug]/compare'>): Promise<Metadata> {
  const { benchmark } = await read(props);
  return {
    ...describePage({
      path: `/benchmarks/${benchmark.slug}/compare`,
      title: `Compare models, ${benchmark.title}`,
      description: `Two to four models of ${benchmark.title}, compared item by item in each closed round.`,
    }),
    // Not indexed: each combination of models is a page, which are far too many for a search engine.
    robots: { index: false },
  };
}

export default async function ComparePage(props: PageProps<'/benchmarks/[slug]/compare'>) {
  const { benchmark, compared, differing, whyNotCompared } = await read(props);
  const path = `/benchmarks/${benchmark.slug}`;
  const isTooMany = [(await props.searchParams).model ?? []].flat().length > modelLetters.length;
  const isEnough = compared.models.length >= 2;
  const words = isEnough ? describePairs(compared) : null;
  return (
    <Page>
      <PageHead
        crumbs={{ above: listBenchmarkCrumbs(benchmark.slug, benchmark.title), here: 'Compare' }}
        title={isEnough ? `${countWords[compared.models.length]} models, item by item` : 'Compare models'}
        lede={
          !isEnough &&
          'Tick two to four models in a ranking. In each closed round they predicted the same items, so their difference is known more precisely than either score.'
        }
      />
      {words && (
        <p
          className="mt-s5 max-w-[46em] border-l-4 border-ink pl-s4 font-serif text-h2/[1.35] font-stretch-normal text-pretty normal-nums max-phone:text-lede"
          data-testid="compare-sentence"
        >
          <b className="font-semibold">{words.lead}</b> {words.rest.join(' ')}
        </p>
      )}
      {isEnough && <LetterKey compared={compared} />}
      <div className="flex flex-col">
        {isEnough && (
          <div className="max-phone:order-1">
            <ModelCards compared={compared} />
          </div>
        )}
        <p className="mt-s4 flex flex-wrap items-center gap-s3 text-small text-ink-2 max-phone:order-1">
          <ButtonLink href={choiceAddress(path, compared)} look={isEnough ? 'plain' : 'main'}>
            {isEnough ? 'Choose others' : 'To the ranking'}
          </ButtonLink>
          <span>
            {isTooMany
              ? 'The first four of the ticked models are compared.'
              : '2 to 4 models; the address of this page keeps the choice'}
          </span>
        </p>
        {isEnough && <PairsSection compared={compared} />}
      </div>
      {differing && <DifferingSection compared={compared} differing={differing} />}
      {isEnough && whyNotCompared && (
        <Section id="items" title="Where they differ">
          <p className="max-w-[52ch] text-small text-ink-2">{whyNotCompared} So no items are counted here.</p>
        </Section>
      )}
    </Page>
  );
}

/** The names of the models by letter, for phones, on which the models' cards come after the differences. */
const LetterKey = ({ compared: { models } }: { compared: ComparedModelsView }) => (
  <ul className="mt-s4 hidden list-none grid-cols-1 gap-s1 p-0 text-data max-phone:grid" aria-hidden="true">
    {models.map(({ letter, model }) => (
      <li key={letter} className="flex min-w-0 items-center gap-8">
        <ModelLetter letter={letter} />
        <span className="min-w-0 truncate">{model}</span>
      </li>
    ))}
  </ul>
);

const countWords: Readonly<Record<number, string>> = { 2: 'Two', 3: 'Three', 4: 'Four' };

/** Address of the ranking with the compared models picked, to change the choice. */
const choiceAddress = (path: string, { models }: ComparedModelsView): string =>
  models.length === 0
    ? `${path}#ranking`
    : `${path}?${models.map(({ model_slug }) => `model=${model_slug}`).join('&')}#ranking`;
