import type { Metadata } from 'next';
import Link from 'next/link';
import { cache } from 'react';
import { requireFound } from '@/app/_load/require-found';
import { RoundTroubleBanner } from '@/app/_ui/trouble/round-trouble-banner';
import { RoundCrumb } from '@/app/_ui/verify/round-crumb';
import { roundNumber } from '@/lib/contracts/round';
import { findActor } from '@/services/access/find-actor';
import { findErrataPage } from '@/services/page/find-errata-page';
import { findPublicUrl } from '@/services/publication/find-public-url';
import { CheckByCommand } from './check-by-command';
import { PublishedErratum } from './published-erratum';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ slug: string; number: string }> };

const load = cache(async (slug: string, number: string) =>
  requireFound(await findErrataPage(await findActor(), slug, roundNumber(number))),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, number } = await params;
  const { benchmark, round } = await load(slug, number);
  return { title: `Errata of ${round.title}, ${benchmark.title}` };
}

export default async function ErrataPage({ params }: Props) {
  const { slug, number } = await params;
  const { benchmark, round, errata } = await load(slug, number);
  const newestFirst = [...errata].reverse();
  return (
    <>
      <div className="page-head">
        <RoundCrumb slug={slug} benchmark={benchmark.title} number={round.number} here="errata" />
        <h1>Errata of {round.title}</h1>
        <p className="lede">
          Labels that turned out wrong after the reveal, and what correcting them changed. The archive stays
          as it was sealed; an erratum is published beside it and is final.
        </p>
        {benchmark.role && (
          <p className="small after">
            <Link href={`/maintain/${slug}/rounds/${round.number}/errata`}>Maintain its errata</Link>
          </p>
        )}
      </div>
      <RoundTroubleBanner round={round} />
      {newestFirst.length === 0 ? (
        <p className="note">
          {round.state === 'revealed'
            ? 'No erratum is published: this round is ranked by the labels that were sealed.'
            : 'Labels can be corrected once the round is revealed. Until then nobody sees them.'}
        </p>
      ) : (
        newestFirst.map((erratum) => (
          <PublishedErratum key={erratum.number} erratum={erratum} metric={benchmark.metric} />
        ))
      )}
      {errata.length > 0 && (
        <CheckByCommand
          errataUrl={`${findPublicUrl()}/api/v1/benchmarks/${slug}/rounds/${round.number}/errata`}
        />
      )}
    </>
  );
}
