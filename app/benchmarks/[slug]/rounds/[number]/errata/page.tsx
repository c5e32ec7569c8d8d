import type { Metadata } from 'next';
import Link from 'next/link';
import { cache } from 'react';
import { requireFound } from '@/app/_load/require-found';
import { StoppedRoundBanner } from '@/app/_ui/moderation/stopped-round-banner';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { listRoundCrumbs } from '@/app/_ui/round/list-round-crumbs';
import { Callout } from '@/app/_ui/words/callout';
import { roundNumber } from '@/lib/contracts/round';
import { findActor } from '@/services/access/find-actor';
import { findErrataPage } from '@/services/page/find-errata-page';
import { findPublicUrl } from '@/services/publication/find-public-url';
import { AnnouncedErratum } from './announced-erratum';
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
      {announced && <AnnouncedErratum erratum={announced} metric={benchmark.metric} />}
      {newestFirst.length === 0 ? (
        <Callout tone="note">
          {round.state === 'revealed'
            ? 'No erratum is published: this round is ranked by the labels that were sealed.'
            : 'Labels can be corrected once the round is revealed. Until then nobody sees them.'}
        </Callout>
      ) : (
        newestFirst.map((erratum) => (
          <PublishedErratum key={erratum.number} erratum={erratum} metric={benchmark.metric} />
        ))
      )}
      {published.length > 0 && (
        <CheckByCommand
          errataUrl={`${findPublicUrl()}/api/v1/benchmarks/${slug}/rounds/${round.number}/errata`}
        />
      )}
    </Page>
  );
}
