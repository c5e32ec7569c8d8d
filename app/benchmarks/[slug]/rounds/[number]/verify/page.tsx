import type { Metadata } from 'next';
import { cache } from 'react';
import { requireFound } from '@/app/_load/require-found';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { Section } from '@/app/_ui/page/section';
import { listRoundCrumbs } from '@/app/_ui/round/list-round-crumbs';
import { Callout } from '@/app/_ui/words/callout';
import { roundNumber } from '@/lib/contracts/round';
import { findVerifyPage } from '@/services/page/find-verify-page';
import { findPublicUrl } from '@/services/publication/find-public-url';
import { CommitmentFacts } from './commitment-facts';
import { VerifyByCommand } from './verify-by-command';
import { VerifyLater } from './verify-later';
import { VerifyRound } from './verify-round';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ slug: string; number: string }> };

const load = cache(async (slug: string, number: string) =>
  requireFound(await findVerifyPage(slug, roundNumber(number))),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, number } = await params;
  const { benchmark, round } = await load(slug, number);
  return { title: `Verify ${round.title}, ${benchmark.title}` };
}

export default async function VerifyPage({ params }: Props) {
  const { slug, number } = await params;
  const { benchmark, round, commitment } = await load(slug, number);
  const isRevealed = round.state === 'revealed';
  const zip = round.archive.find(({ name }) => name.endsWith('.zip'));
  return (
    <Page width="form">
      <PageHead
        crumbs={{ above: listRoundCrumbs(slug, benchmark.title, round.number), here: 'verify' }}
        title={<>Verify {round.title}</>}
        lede={
          isRevealed
            ? 'Your browser computes this round again, from the items to the ranking, and compares it with what was published before anyone saw them.'
            : 'What this round was committed to before it opened, for anyone to hold it against later.'
        }
      />
      {isRevealed ? (
        <Section
          kind="step"
          title="In this browser"
          aside={<>{round.item_count?.toLocaleString('en')} items, in a thread of its own</>}
        >
          <noscript>
            <Callout tone="note">
              This needs JavaScript, since the point is that your own computer does it. Without it, run the
              command at the end of this page.
            </Callout>
          </noscript>
          <VerifyRound round={{ slug, number: round.number, pinned: commitment }} />
        </Section>
      ) : (
        <VerifyLater round={round} revealsAfterRounds={benchmark.reveals_after_rounds} />
      )}
      <Section kind="step" title="Commitment">
        <CommitmentFacts commitment={commitment} />
        <p className="mt-s4 text-small text-ink-2">
          Fixed by the root: id, input, label, part and slices of each item. Its group and date are not: only
          the archive’s SHA-256 covers those.
        </p>
      </Section>
      {isRevealed && (
        <VerifyByCommand
          roundUrl={`${findPublicUrl()}/benchmarks/${slug}/rounds/${round.number}`}
          archiveUrl={`${findPublicUrl()}/api/v1/benchmarks/${slug}/rounds/${round.number}/archive`}
          zipName={zip?.name ?? 'archive.zip'}
          root={commitment.root}
        />
      )}
    </Page>
  );
}
