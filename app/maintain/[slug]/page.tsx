import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { signInPath } from '@/app/_ui/account/sign-in-path';
import { RefreshWithoutScript } from '@/app/_ui/forms/refresh-without-script';
import { AuditorNote } from '@/app/_ui/maintain/auditor-note';
import { CalendarSection } from '@/app/_ui/maintain/calendar/calendar-section';
import { CheckReports } from '@/app/_ui/maintain/check-reports';
import { ComingEvents } from '@/app/_ui/maintain/coming-events';
import { comingStateOf } from '@/app/_ui/maintain/coming-state-of';
import { describeStanding } from '@/app/_ui/maintain/describe-standing';
import { MaintainNav } from '@/app/_ui/maintain/maintain-nav';
import { NotAMaintainer } from '@/app/_ui/maintain/not-a-maintainer';
import { OpenExposure } from '@/app/_ui/maintain/open-exposure';
import { RefreshWhile } from '@/app/_ui/maintain/refresh-while';
import { RoundActions } from '@/app/_ui/maintain/round-actions';
import { RoundsTable } from '@/app/_ui/maintain/rounds-table';
import { Standing } from '@/app/_ui/maintain/standing';
import { UploadSection } from '@/app/_ui/maintain/upload-section';
import { MaintainedMarks } from '@/app/_ui/marks/maintained-marks';
import { findActor } from '@/lib/services/find-actor';
import { findBenchmark } from '@/lib/services/find-benchmark';
import { findPublicUrl } from '@/lib/services/find-public-url';
import { listMarkCandidates, listMarks } from '@/lib/services/list-marks';
import { listPlannedOpenings } from '@/lib/services/list-planned-openings';
import { listMaintainedRounds } from '@/lib/services/list-rounds';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Maintain' };

type Props = { params: Promise<{ slug: string }> };

export default async function MaintainBenchmarkPage({ params }: Props) {
  const { slug } = await params;
  const actor = await findActor();
  if (!actor) redirect(signInPath(`/maintain/${slug}`));
  const benchmark = await findBenchmark(actor, slug);
  if (!benchmark.ok) notFound();
  const rounds = await listMaintainedRounds(actor, slug);
  const { role } = benchmark.value;
  if (!rounds.ok || !role) return <NotAMaintainer slug={slug} title={benchmark.value.title} />;
  const [marks, candidates, openings] = await Promise.all([
    listMarks(actor, slug),
    listMarkCandidates(actor, slug),
    listPlannedOpenings(actor, slug),
  ]);
  const isChecking = rounds.value.some((round) => round.state === 'draft' && round.check === null);
  const coming = comingStateOf(benchmark.value, rounds.value, new Date());
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
            <Link href={`/benchmarks/${slug}`}>{benchmark.value.title}</Link>
          </p>
          <h1>Rounds and checks</h1>
          <p className="lede">{describeStanding(rounds.value, coming)}</p>
        </div>
        <Standing benchmark={benchmark.value} rounds={rounds.value} coming={coming} />
      </div>
      <MaintainNav slug={slug} current="rounds" />
      <CalendarSection slug={slug} state={coming} rounds={rounds.value} />
      <ComingEvents slug={slug} state={coming} rounds={rounds.value} />
      <OpenExposure rounds={rounds.value} />
      <CheckReports rounds={rounds.value} />
      <section className="sec">
        <div className="sec-head">
          <h2>Rounds</h2>
          <p className="small muted">newest first</p>
        </div>
        {rounds.value.length > 0 ? (
          <RoundsTable
            slug={slug}
            rounds={rounds.value}
            openings={openings.ok ? openings.value : new Map()}
          />
        ) : (
          <p className="muted">None yet. Upload a test set below: it becomes the first round’s draft.</p>
        )}
      </section>
      {marks.ok && (
        <MaintainedMarks
          slug={slug}
          marks={marks.value}
          candidates={role !== 'auditor' && candidates.ok ? candidates.value : null}
        />
      )}
      {role === 'auditor' ? (
        <AuditorNote slug={slug} />
      ) : (
        <>
          <RoundActions
            slug={slug}
            rounds={rounds.value}
            hasCadence={coming.schedule.cadence.kind !== 'none'}
            now={coming.now}
          />
          <UploadSection
            slug={slug}
            siteUrl={findPublicUrl()}
            sealed={rounds.value.filter((round) => round.state === 'sealed')}
          />
        </>
      )}
    </>
  );
}
