import type { Metadata } from 'next';
import { cache } from 'react';
import { requireFound } from '@/app/_load/require-found';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { titleMaintainPage } from '@/app/_load/title-maintain-page';
import { MaintainNav } from '@/app/_ui/maintain/maintain-nav';
import { NotAMaintainer } from '@/app/_ui/maintain/not-a-maintainer';
import { Section } from '@/app/_ui/page/section';
import { findMaintainedBenchmarkPage } from '@/services/page/find-maintained-benchmark-page';
import { findPublicUrl } from '@/services/publication/find-public-url';
import { CalendarSection } from './_calendar/calendar-section';
import { AuditorNote } from './auditor-note';
import { CheckReports } from './check-reports';
import { ComingEvents } from './coming-events';
import { comingStateOf } from './coming-state-of';
import { describeStanding } from './describe-standing';
import { HeadBesideStanding } from './head-beside-standing';
import { HeldBack } from './held-back';
import { MaintainedMarks } from './maintained-marks';
import { OpenExposure } from './open-exposure';
import { RefreshWhileChecking } from './refresh-while-checking';
import { RoundActions } from './round-actions';
import { RoundsTable } from './rounds-table';
import { Standing } from './standing';
import { UnlistedNote } from './unlisted-note';
import { UploadSection } from './upload-section';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ slug: string }> };

const load = cache(async (slug: string) =>
  requireFound(await findMaintainedBenchmarkPage(await requireSignedIn(`/maintain/${slug}`), slug)),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { benchmark, maintained } = await load((await params).slug);
  return titleMaintainPage(maintained && 'Rounds and checks', benchmark.title);
}

export default async function MaintainBenchmarkPage({ params }: Props) {
  const { slug } = await params;
  const { benchmark, maintained } = await load(slug);
  if (!maintained) return <NotAMaintainer slug={slug} title={benchmark.title} />;
  const { role, rounds, openings, marks, candidates } = maintained;
  const coming = comingStateOf(benchmark, rounds, new Date());
  return (
    <>
      <RefreshWhileChecking rounds={rounds} />
      <HeadBesideStanding
        crumbs={{
          above: [
            { href: '/maintain', title: 'Maintain' },
            { href: `/benchmarks/${slug}`, title: benchmark.title },
          ],
        }}
        title="Rounds and checks"
        lede={describeStanding(rounds, coming)}
        standing={<Standing benchmark={benchmark} rounds={rounds} coming={coming} />}
      />
      <MaintainNav slug={slug} current="rounds" />
      <HeldBack clockHeldAt={maintained.clockHeldAt} isSpaceShort={maintained.isSpaceShort} />
      <UnlistedNote isListed={benchmark.visibility === 'public'} waits={maintained.waitsForListing} />
      <CalendarSection slug={slug} state={coming} rounds={rounds} />
      <ComingEvents slug={slug} state={coming} rounds={rounds} />
      <OpenExposure rounds={rounds} />
      <CheckReports slug={slug} rounds={rounds} benchmark={benchmark} />
      <Section title="Rounds" aside="newest first">
        {rounds.length > 0 ? (
          <RoundsTable slug={slug} rounds={rounds} openings={openings} canDelete={role !== 'auditor'} />
        ) : (
          <p className="text-ink-2">None yet. Upload a test set below: it becomes the first round’s draft.</p>
        )}
      </Section>
      <MaintainedMarks slug={slug} marks={marks} candidates={role === 'auditor' ? null : candidates} />
      {role === 'auditor' ? (
        <AuditorNote slug={slug} />
      ) : (
        <>
          <RoundActions
            slug={slug}
            rounds={rounds}
            hasCadence={coming.schedule.cadence.kind !== 'none'}
            now={coming.now}
          />
          <UploadSection
            slug={slug}
            siteUrl={findPublicUrl()}
            sealed={rounds.filter((round) => round.state === 'sealed')}
          />
        </>
      )}
    </>
  );
}
