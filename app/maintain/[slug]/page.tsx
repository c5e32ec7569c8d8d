import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { titleMaintainPage } from '@/app/_load/describe-page';
import { makeMaintainLoader } from '@/app/_load/loaders';
import { IsoInstant } from '@/app/_ui/instant';
import { MaintainNav, NotAMaintainer } from '@/app/_ui/maintain/maintain-page';
import { Section } from '@/app/_ui/page/section';
import { ExposureMeter } from '@/app/_ui/round/exposure-meter';
import { Callout } from '@/app/_ui/words/callout';
import { Term } from '@/app/_ui/words/term';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import type { ComingState } from '@/lib/core/round/schedule/list-coming-events';
import {
  findMaintainedBenchmarkPage,
  type MaintainedBenchmarkPage,
} from '@/services/page/find-maintained-pages';
import { findPublicUrl } from '@/services/publication/find-operator';
import { CalendarSection } from './_calendar/calendar-section';
import { BenchmarkStatus, describeBenchmarkStatus } from './benchmark-status';
import { CheckReport, type PlannedBenchmark, RefreshWhileChecking } from './check-report';
import { HeadBesideStatus, StepColumns } from './columns';
import { ComingEvents, comingStateOf } from './coming-events';
import { MaintainedAnchors } from './maintained-anchors';
import { CloseStep, OpenStep, RevealStep, SealStep } from './round-steps';
import { RoundsTable } from './rounds-table';
import { UploadSection, uploadId } from './upload-section';
import { WaitingSection } from './waiting-section';

const load = makeMaintainLoader('', findMaintainedBenchmarkPage);

export async function generateMetadata({ params }: PageProps<'/maintain/[slug]'>): Promise<Metadata> {
  const { benchmark, maintained } = await load((await params).slug);
  return titleMaintainPage(maintained && 'Rounds and checks', benchmark.title);
}

export default async function MaintainBenchmarkPage({ params }: PageProps<'/maintain/[slug]'>) {
  const { slug } = await params;
  const { benchmark, maintained } = await load(slug);
  if (!maintained) return <NotAMaintainer slug={slug} title={benchmark.title} />;
  const { role, rounds } = maintained;
  const coming = comingStateOf(benchmark, rounds, new Date());
  return (
    <>
      <RefreshWhileChecking rounds={rounds} />
      <HeadBesideStatus
        crumbs={{
          above: [
            { href: '/maintain', title: 'Maintain' },
            { href: `/benchmarks/${slug}`, title: benchmark.title },
          ],
        }}
        title="Rounds and checks"
        lede={describeBenchmarkStatus(rounds, coming)}
        status={<BenchmarkStatus benchmark={benchmark} rounds={rounds} coming={coming} />}
      >
        {role !== 'auditor' && rounds.length > 0 && (
          <p className="mt-s4 text-small">
            <a href={`#${uploadId}`}>Upload the next test set</a>
          </p>
        )}
      </HeadBesideStatus>
      <MaintainNav slug={slug} current="rounds" />
      <PausedNote clockHeldAt={maintained.clockHeldAt} isSpaceShort={maintained.isSpaceShort} />
      <UnlistedNote visibility={benchmark.visibility} waits={maintained.waitsForListing} />
      {listSections({ slug, benchmark, maintained, coming })}
    </>
  );
}

/** The sections in order. Each has a key, so that the upload form keeps its state when the first round moves it. */
function listSections({
  slug,
  benchmark,
  maintained: { role, rounds, anchors, candidates, lastPairs, waiting },
  coming,
}: {
  slug: string;
  benchmark: MaintainedBenchmarkPage['benchmark'];
  maintained: NonNullable<MaintainedBenchmarkPage['maintained']>;
  coming: ComingState;
}): ReactNode[] {
  const isAuditor = role === 'auditor';
  const sealed = rounds.filter((round) => round.state === 'sealed');
  const hasCadence = coming.schedule.cadence.kind !== 'none';
  const upload = isAuditor ? (
    <AuditorNote key="upload" slug={slug} />
  ) : (
    <UploadSection key="upload" slug={slug} siteUrl={findPublicUrl()} {...{ sealed, hasCadence }} />
  );
  const calendar = [
    <CalendarSection key="calendar" slug={slug} state={coming} rounds={rounds} />,
    <ComingEvents key="coming" slug={slug} state={coming} rounds={rounds} />,
  ];
  // Before the first upload there is nothing else to do, and only a schedule has something to show.
  if (rounds.length === 0) return [upload, ...(hasCadence ? calendar : [])];
  return [
    ...(isAuditor
      ? []
      : [<WaitingSection key="waiting" slug={slug} coming={coming} {...{ rounds, waiting }} />]),
    ...calendar,
    <OpenExposure key="exposure" rounds={rounds} />,
    <CheckReports key="checks" slug={slug} rounds={rounds} benchmark={{ ...benchmark, lastPairs }} />,
    <Section key="rounds" title="Rounds" aside="newest first">
      <RoundsTable slug={slug} rounds={rounds} canDelete={!isAuditor} />
    </Section>,
    <MaintainedAnchors
      key="anchors"
      slug={slug}
      anchors={anchors}
      candidates={isAuditor ? null : candidates}
    />,
    ...(isAuditor
      ? []
      : [
          <RoundActions
            key="steps"
            benchmark={benchmark}
            rounds={rounds}
            hasCadence={hasCadence}
            now={coming.now}
          />,
        ]),
    upload,
  ];
}

/** @param waits the benchmark awaits an operator's review before it is listed */
function UnlistedNote({ visibility, waits }: { visibility: BenchmarkView['visibility']; waits: boolean }) {
  if (visibility === 'public') return null;
  if (visibility === 'private')
    return (
      <Callout tone="note">
        This benchmark is private: it exists for its maintainers and for the people who may enter it.
      </Callout>
    );
  return (
    <Callout tone="note" role={waits ? 'status' : undefined}>
      This benchmark is unlisted: it works for everyone who has its address, and is in no list and no feed.
      {waits && ' Your first benchmark is listed once an operator of this site has looked at it.'}
    </Callout>
  );
}

/** Explains to an auditor why there are no buttons. */
function AuditorNote({ slug }: { slug: string }) {
  return (
    <Section title="Steps">
      <p className="mt-s3 mb-s4 max-w-[37em] text-ink-2">
        You are an auditor of this benchmark: you see all of it and change nothing. Only maintainers upload,
        seal, open and close rounds. <Link href={`/maintain/${slug}/people`}>Its people</Link>
      </p>
    </Section>
  );
}

/** The exposure of the open round, if its policy gives feedback. */
function OpenExposure({ rounds }: { rounds: readonly MaintainedRoundView[] }) {
  const open = rounds.find((round) => round.state === 'open');
  if (!open?.exposure_detail || !open.feedback_count) return null;
  return (
    <Section
      title={<>{open.title}: feedback given</>}
      aside={
        <>
          linked teams share one <Term word="exposure" />
        </>
      }
    >
      <div className="mt-s3 mb-s4 max-w-[37em]">
        <ExposureMeter exposure={open.exposure_detail} feedbackCount={open.feedback_count} own={null} />
      </div>
    </Section>
  );
}

/** Problems of the site that pause its rounds. */
function PausedNote({ clockHeldAt, isSpaceShort }: { clockHeldAt: string | null; isSpaceShort: boolean }) {
  return (
    <>
      {clockHeldAt && (
        <Callout tone="problem" role="status">
          The site’s clock leapt to <IsoInstant at={clockHeldAt} />. No round opens, closes or is revealed
          until an operator has looked at it. Submissions go on.
        </Callout>
      )}
      {isSpaceShort && (
        <Callout tone="problem" role="status">
          The site is short of disk space. Nothing is uploaded, sealed, opened or revealed until the operator
          has freed disk space. Accepted submissions wait, and continue automatically.
        </Callout>
      )}
    </>
  );
}

type CheckReportsProps = {
  slug: string;
  rounds: readonly MaintainedRoundView[];
  benchmark: PlannedBenchmark;
};

/** The check of the newest upload while it is a draft; earlier checks are folded. */
function CheckReports({ slug, rounds, benchmark }: CheckReportsProps) {
  const newest = rounds[0]?.state === 'draft' ? rounds[0] : undefined;
  const earlier = rounds.filter((round) => round !== newest && round.check !== null);
  return (
    <>
      {newest && <CheckReport slug={slug} round={newest} benchmark={benchmark} />}
      {earlier.length > 0 && (
        <details className="mt-s5">
          <summary>
            {newest ? 'Checks of earlier uploads' : 'Checks of the uploads'} ({earlier.length})
          </summary>
          {earlier.map((round) => (
            <CheckReport key={round.number} slug={slug} round={round} benchmark={null} />
          ))}
        </details>
      )}
    </>
  );
}

type RoundActionsProps = {
  benchmark: MaintainedBenchmarkPage['benchmark'];
  rounds: readonly MaintainedRoundView[];
  hasCadence: boolean;
  now: Date;
};

/** The steps of a round's life, with their effects before the button. */
function RoundActions({ benchmark, rounds, hasCadence, now }: RoundActionsProps) {
  const inOrder = [...rounds].sort((a, b) => a.queue_order - b.queue_order || a.number - b.number);
  const open = inOrder.find((round) => round.state === 'open');
  const inState = (state: MaintainedRoundView['state']) => inOrder.filter((round) => round.state === state);
  return (
    <section id="steps" aria-label="Steps" className="mt-s7 max-phone:mt-40">
      <StepColumns count={4}>
        <SealStep benchmark={benchmark} drafts={inState('draft')} />
        <OpenStep benchmark={benchmark} sealed={inState('sealed')} open={open} hasCadence={hasCadence} />
        <CloseStep slug={benchmark.slug} open={open} now={now} />
        <RevealStep slug={benchmark.slug} closed={inState('closed')} />
      </StepColumns>
    </section>
  );
}
