import type { Metadata } from 'next';
import { titleMaintainPage } from '@/app/_load/describe-page';
import { makeMaintainLoader } from '@/app/_load/loaders';
import { MaintainPage, NotAMaintainer } from '@/app/_ui/maintain/maintain-page';
import { Section } from '@/app/_ui/page/section';
import type { FlagView } from '@/lib/contracts/moderation';
import { findFlagsPage } from '@/services/page/find-maintained-pages';
import { FlagEntry } from './flag-entry';
import { LinkedTeamsSection } from './linked-teams-section';
import { MergesSection } from './merges-section';

const load = makeMaintainLoader('/flags', findFlagsPage);

export async function generateMetadata({ params }: PageProps<'/maintain/[slug]/flags'>): Promise<Metadata> {
  const { title, maintained } = await load((await params).slug);
  return titleMaintainPage(maintained && 'Flags', title);
}

export default async function FlagsPage({ params }: PageProps<'/maintain/[slug]/flags'>) {
  const { slug } = await params;
  const { title, maintained } = await load(slug);
  if (!maintained) return <NotAMaintainer slug={slug} title={title} />;
  const { role, flags, linked, merges } = maintained;
  const isForMaintainer = role !== 'auditor';
  const isMerging = merges.some(({ state }) => state === 'agreed');
  const mergesSection = <MergesSection slug={slug} merges={merges} isForMaintainer={isForMaintainer} />;
  return (
    <MaintainPage
      benchmark={{ slug, title }}
      current="flags"
      title="Flags"
      lede="Suspicions from the numbers, raised once a round has its official ranking; files with tiny changes are flagged immediately. Each may be a false alarm, and has no effect by itself: no score, rank or quota changes until you act."
    >
      {/* The time to object to a merge runs out; nothing else here has a deadline. */}
      {isMerging && mergesSection}
      <FlagsSection slug={slug} flags={flags} isForMaintainer={isForMaintainer} />
      <LinkedTeamsSection slug={slug} linked={linked} isForMaintainer={isForMaintainer} />
      {!isMerging && mergesSection}
    </MaintainPage>
  );
}

type Props = {
  slug: string;
  flags: readonly FlagView[];
  isForMaintainer: boolean;
};

/** Flags without a judgement first, then judged ones. */
function FlagsSection({ flags, slug, isForMaintainer }: Props) {
  const waiting = flags.filter((flag) => flag.judged_at === null).length;
  return (
    <Section
      title="Raised"
      aside={<>{waiting === 0 ? 'none' : waiting} to judge; visible to people with a role only</>}
    >
      {flags.length === 0 ? (
        <p className="text-ink-2">Nothing has been flagged.</p>
      ) : (
        flags.map((flag) => (
          <FlagEntry key={flag.id} slug={slug} flag={flag} isForMaintainer={isForMaintainer} />
        ))
      )}
    </Section>
  );
}
