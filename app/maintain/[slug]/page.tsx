import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { signInPath } from '@/app/_ui/account/sign-in-path';
import { RefreshWithoutScript } from '@/app/_ui/forms/refresh-without-script';
import { MaintainNav } from '@/app/_ui/maintain/maintain-nav';
import { NotAMaintainer } from '@/app/_ui/maintain/not-a-maintainer';
import { RefreshWhile } from '@/app/_ui/maintain/refresh-while';
import { findActor } from '@/services/access/find-actor';
import { findBenchmark } from '@/services/benchmark/find';
import { listMarkCandidates, listMarks } from '@/services/mark/list';
import { findPublicUrl } from '@/services/publication/find-public-url';
import { listMaintainedRounds } from '@/services/round/list';
import { listPlannedOpenings } from '@/services/round/list-planned-openings';
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
  const actor = await findActor();
  if (!actor) redirect(signInPath(`/maintain/${slug}`));
  const benchmark = await findBenchmark(actor, slug);
  if (!benchmark.ok) notFound();
  const rounds = await listMaintainedRounds(actor, slug);
  const { role } = benchmark.value;
  if (!rounds.ok || !role) return <NotAMaintainer slug={slug} title={benchmark.value.title} />;
  const [marks, candidates, openings] = await Promise.all([
    listMarks(slug),
    listMarkCandidates(actor, slug),
    listPlannedOpenings(slug),
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
