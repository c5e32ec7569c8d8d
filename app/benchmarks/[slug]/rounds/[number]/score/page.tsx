import type { Metadata } from 'next';
import Link from 'next/link';
import { makeRoundLoader } from '@/app/_load/loaders';
import { CodeBlock } from '@/app/_ui/controls/code-block';
import { listRoundCrumbs } from '@/app/_ui/page/crumbs';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
import { findScorePage } from '@/services/page/find-pages-of-round';
import { findOperator, findPublicUrl } from '@/services/publication/find-operator';
import { ScoreFile } from './score-file';

type Props = { params: Promise<{ slug: string; number: string }> };

const load = makeRoundLoader(findScorePage);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, number } = await params;
  const { benchmark, round } = await load(slug, number);
  return { title: `Score a file on ${round.title}, ${benchmark.title}` };
}

export default async function ScorePage({ params }: Props) {
  const { slug, number } = await params;
  const { benchmark, round, open } = await load(slug, number);
  const path = `/benchmarks/${slug}/rounds/${round.number}`;
  const head = {
    crumbs: { above: listRoundCrumbs(slug, benchmark.title, round.number), here: 'score a file' },
    title: <>Score a file on {round.title}</>,
  };
  if (round.state !== 'revealed')
    return (
      <Page width="form">
        <PageHead {...head} />
        <Callout tone="note">
          The labels of this round are not public yet, so nothing can be scored on it here.{' '}
          {open ? (
            <Link href={`/benchmarks/${slug}/submit`}>Submit to {open.title}</Link>
          ) : (
            <Link href={`/benchmarks/${slug}`}>See the rounds of this benchmark</Link>
          )}
          .
        </Callout>
      </Page>
    );
  return (
    <Page width="form">
      <PageHead
        {...head}
        lede="How would your model have ranked? Your browser scores it by the code that scored every submission."
      />
      <Callout tone="caution">
        <b>Practice, unranked: the labels are public.</b> Anyone can reach any score here by looking them up.
        A score is meaningful only if the model never saw these items.{' '}
        <Link href={path}>The ranking of {round.title}</Link> was computed while they were hidden.
      </Callout>
      <noscript>
        <Callout tone="note">
          This needs JavaScript, since the file stays on your computer. Without it, run the command at the end
          of this page.
        </Callout>
      </noscript>
      <ScoreFile slug={slug} number={round.number} />
      <ScoreByCommand roundUrl={`${findPublicUrl()}${path}`} />
    </Page>
  );
}

/** The command that gives the same scores as the page, to the last digit. */
function ScoreByCommand({ roundUrl }: { roundUrl: string }) {
  const { sourceUrl } = findOperator();
  return (
    <Section kind="step" title="By command" aside="the same numbers, by the same code">
      <CodeBlock>npm run score -- --round {roundUrl} predictions.csv</CodeBlock>
      <p className="mt-s4 text-small text-ink-2">
        Run it in a copy of {sourceUrl === null ? 'Tidemark’s code' : <a href={sourceUrl}>the code</a>}.{' '}
        <code>--json</code> prints the numbers for programs. A downloaded <code>archive.json</code> or zip can
        replace the address.
      </p>
    </Section>
  );
}
