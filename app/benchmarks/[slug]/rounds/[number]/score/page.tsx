import type { Metadata } from 'next';
import Link from 'next/link';
import { cache } from 'react';
import { requireFound } from '@/app/_load/require-found';
import { RoundCrumb } from '@/app/_ui/verify/round-crumb';
import { roundNumber } from '@/lib/contracts/round';
import { findScorePage } from '@/services/page/find-score-page';
import { findPublicUrl } from '@/services/publication/find-public-url';
import { ScoreByCommand } from './score-by-command';
import { ScoreFile } from './score-file';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ slug: string; number: string }> };

const load = cache(async (slug: string, number: string) =>
  requireFound(await findScorePage(slug, roundNumber(number))),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, number } = await params;
  const { benchmark, round } = await load(slug, number);
  return { title: `Score a file on ${round.title}, ${benchmark.title}` };
}

export default async function ScorePage({ params }: Props) {
  const { slug, number } = await params;
  const { benchmark, round, open } = await load(slug, number);
  const path = `/benchmarks/${slug}/rounds/${round.number}`;
  const head = (
    <>
      <RoundCrumb slug={slug} benchmark={benchmark.title} number={round.number} here="score a file" />
      <h1>Score a file on {round.title}</h1>
    </>
  );
  if (round.state !== 'revealed')
    return (
      <div className="page-narrow">
        {head}
        <p className="note">
          The answers of this round are not public, so nothing can be scored on it here.{' '}
          {open ? (
            <Link href={`/benchmarks/${slug}/submit`}>Submit to {open.title}</Link>
          ) : (
            <Link href={`/benchmarks/${slug}`}>See the rounds of this benchmark</Link>
          )}
          .
        </p>
      </div>
    );
  return (
    <div className="page-narrow">
      {head}
      <p className="lede">
        Where would your model have stood? Your browser scores it by the code that scored every submission.
      </p>
      <p className="note marked-calibration">
        <b>Calibration, unranked: the answers are public.</b> Anyone can reach any score here, by looking.
        Such a score says what a model is worth only where its maker knows that it never saw these items.{' '}
        <Link href={path}>The ranking of {round.title}</Link> is what was scored before.
      </p>
      <noscript>
        <p className="note">
          This needs JavaScript, since the file stays on your computer. Without it, run the command at the end
          of this page.
        </p>
      </noscript>
      <ScoreFile slug={slug} number={round.number} />
      <ScoreByCommand roundUrl={`${findPublicUrl()}${path}`} />
    </div>
  );
}
