import type { Metadata } from 'next';
import Link from 'next/link';
import { requireFound } from '@/app/_load/require-found';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { RefreshWithoutScript } from '@/app/_ui/forms/refresh-without-script';
import { MaintainNav } from '@/app/_ui/maintain/maintain-nav';
import { NotAMaintainer } from '@/app/_ui/maintain/not-a-maintainer';
import { RefreshWhile } from '@/app/_ui/maintain/refresh-while';
import { findMaintainedBenchmarkPage } from '@/services/page/find-maintained-benchmark-page';
import { findPublicUrl } from '@/services/publication/find-public-url';
import { CalendarSection } from './_calendar/calendar-section';
import { AuditorNote } from './auditor-note';
import { CheckReports } from './check-reports';
import { ComingEvents } from './coming-events';
import { comingStateOf } from './coming-state-of';
import { describeStanding } from './describe-standing';
import { MaintainedMarks } from './maintained-marks';
import { OpenExposure } from './open-exposure';
import { RoundActions } from './round-actions';
import { RoundsTable } from './rounds-table';
import { Standing } from './standing';
import { UploadSection } from './upload-section';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Maintain' };

type Props = { params: Promise<{ slug: string }> };

export default async function MaintainBenchmarkPage({ params }: Props) {
  const { slug } = await params;
  const actor = await requireSignedIn(`/maintain/${slug}`);
  const { benchmark, maintained } = requireFound(await findMaintainedBenchmarkPage(actor, slug));
  if (!maintained) return <NotAMaintainer slug={slug} title={benchmark.title} />;
  const { role, rounds, openings, marks, candidates } = maintained;
  const isChecking = rounds.some((round) => round.state === 'draft' && round.check === null);
  const coming = comingStateOf(benchmark, rounds, new Date());
  return (
    <>
      {isChecking && (
        <>
          <RefreshWhile />
          <RefreshWithoutScript seconds={4} />
        </>
      )}
      <div className="bench">
        <div>
          <p className="crumb">
            <Link href="/maintain">Maintain</Link> /{' '}
            <Link href={`/benchmarks/${slug}`}>{benchmark.title}</Link>
          </p>
          <h1>Rounds and checks</h1>
          <p className="lede">{describeStanding(rounds, coming)}</p>
        </div>
        <Standing benchmark={benchmark} rounds={rounds} coming={coming} />
      </div>
      <MaintainNav slug={slug} current="rounds" />
      <CalendarSection slug={slug} state={coming} rounds={rounds} />
      <ComingEvents slug={slug} state={coming} rounds={rounds} />
      <OpenExposure rounds={rounds} />
      <CheckReports rounds={rounds} />
      <section className="sec">
        <div className="sec-head">
          <h2>Rounds</h2>
          <p className="small muted">newest first</p>
        </div>
        {rounds.length > 0 ? (
          <RoundsTable slug={slug} rounds={rounds} openings={openings} />
        ) : (
          <p className="muted">None yet. Upload a test set below: it becomes the first round’s draft.</p>
        )}
      </section>
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
