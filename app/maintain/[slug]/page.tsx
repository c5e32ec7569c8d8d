import type { Metadata } from 'next';
import { cache, type ReactNode } from 'react';
import { requireFound } from '@/app/_load/require-found';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { titleMaintainPage } from '@/app/_load/title-maintain-page';
import { MaintainNav } from '@/app/_ui/maintain/maintain-nav';
import { NotAMaintainer } from '@/app/_ui/maintain/not-a-maintainer';
import { Section } from '@/app/_ui/page/section';
import type { ComingState } from '@/lib/core/round/schedule/list-coming-events';
import {
  findMaintainedBenchmarkPage,
  type MaintainedBenchmarkPage,
} from '@/services/page/find-maintained-benchmark-page';
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
import { UploadSection, uploadId } from './upload-section';

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
  const { role, rounds } = maintained;
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
      >
        {role !== 'auditor' && rounds.length > 0 && (
          <p className="mt-s4 text-small">
            <a href={`#${uploadId}`}>Upload the next test set</a>
          </p>
        )}
      </HeadBesideStanding>
      <MaintainNav slug={slug} current="rounds" />
      <HeldBack clockHeldAt={maintained.clockHeldAt} isSpaceShort={maintained.isSpaceShort} />
      <UnlistedNote isListed={benchmark.visibility === 'public'} waits={maintained.waitsForListing} />
      {listSections({ slug, benchmark, maintained, coming })}
    </>
  );
}

/** As for everybody who maintains it. The upload keeps what it says when the first round puts it elsewhere, so each has a key. */
function listSections({
  slug,
  benchmark,
  maintained: { role, rounds, openings, marks, candidates, lastPairs },
  coming,
}: {
  slug: string;
  benchmark: MaintainedBenchmarkPage['benchmark'];
  maintained: NonNullable<MaintainedBenchmarkPage['maintained']>;
  coming: ComingState;
}): ReactNode[] {
  const isAuditor = role === 'auditor';
  const sealed = rounds.filter((round) => round.state === 'sealed');
  const upload = isAuditor ? (
    <AuditorNote key="upload" slug={slug} />
  ) : (
    <UploadSection key="upload" slug={slug} siteUrl={findPublicUrl()} sealed={sealed} />
  );
  const hasCadence = coming.schedule.cadence.kind !== 'none';
  const calendar = [
    <CalendarSection key="calendar" slug={slug} state={coming} rounds={rounds} />,
    <ComingEvents key="coming" slug={slug} state={coming} rounds={rounds} />,
  ];
  // Nothing else can be done then, nor is there anything to see but what a schedule waits for.
  if (rounds.length === 0) return [upload, ...(hasCadence ? calendar : [])];
  return [
    ...calendar,
    <OpenExposure key="exposure" rounds={rounds} />,
    <CheckReports key="checks" slug={slug} rounds={rounds} benchmark={{ ...benchmark, lastPairs }} />,
    <Section key="rounds" title="Rounds" aside="newest first">
      <RoundsTable slug={slug} rounds={rounds} openings={openings} canDelete={!isAuditor} />
    </Section>,
    <MaintainedMarks key="marks" slug={slug} marks={marks} candidates={isAuditor ? null : candidates} />,
    ...(isAuditor
      ? []
      : [<RoundActions key="steps" slug={slug} rounds={rounds} hasCadence={hasCadence} now={coming.now} />]),
    upload,
  ];
}
