import type { Metadata } from 'next';
import { titleMaintainPage } from '@/app/_load/describe-page';
import { makeMaintainLoader } from '@/app/_load/loaders';
import { describeCadence } from '@/app/_ui/benchmark/describe-rules';
import { IsoInstant } from '@/app/_ui/instant';
import { MaintainPage, NotAMaintainer } from '@/app/_ui/maintain/maintain-page';
import { Callout } from '@/app/_ui/words/callout';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { RoundFacts } from '@/lib/contracts/round';
import { type ScheduleView, toSchedule } from '@/lib/contracts/schedule';
import { hasRole } from '@/lib/core/benchmark';
import { findRotationStart, listRotations } from '@/lib/core/round/schedule/schedule';
import { findSchedulePage } from '@/services/page/find-maintained-pages';
import { formValuesOf } from './read-schedule-form';
import { NextRotations, RotationPreview, rotationsShown } from './rotation-preview';
import { ScheduleForm } from './schedule-form';

const load = makeMaintainLoader('/schedule', findSchedulePage);

export async function generateMetadata({
  params,
}: PageProps<'/maintain/[slug]/schedule'>): Promise<Metadata> {
  const { role, title } = await load((await params).slug);
  return titleMaintainPage(role && 'Schedule', title);
}

export default async function SchedulePage({ params, searchParams }: PageProps<'/maintain/[slug]/schedule'>) {
  const { slug } = await params;
  const benchmark = await load(slug);
  if (!benchmark.role) return <NotAMaintainer slug={slug} title={benchmark.title} />;
  const { schedule, committed_rounds, next_rotation_at, reveals_after_rounds } = benchmark;
  const open_round = committed_rounds.find(({ state }) => state === 'open');
  const isSaved = 'saved' in (await searchParams);
  const closesAt = open_round?.closes_at ?? null;
  const start = findRotationStart(new Date(), closesAt === null ? null : new Date(closesAt));
  return (
    <MaintainPage
      benchmark={{ slug, title: benchmark.title }}
      current="schedule"
      title="Schedule"
      lede="At each rotation the next sealed round opens, automatically and at that instant. The open one closes then, or earlier where there is a gap."
    >
      {isSaved && (
        <Callout tone="note" role="status">
          Saved: {describeCadence(toSchedule(schedule))}.{' '}
          {next_rotation_at && (
            <>
              The next rotation is due on <IsoInstant at={next_rotation_at} local />.
            </>
          )}
        </Callout>
      )}
      {open_round && (
        <Callout tone="note">
          {open_round.title} is open and keeps its announced close,{' '}
          <IsoInstant at={open_round.closes_at} local />: a new schedule has no rotation before it.
        </Callout>
      )}
      <SealedUnderAnother schedule={schedule} rounds={committed_rounds} />
      <section aria-label="Schedule" className="mt-s7 max-phone:mt-40">
        {hasRole(benchmark.role, 'maintainer') ? (
          <ScheduleForm
            slug={slug}
            saved={formValuesOf(schedule, reveals_after_rounds)}
            isNew={schedule.cadence.kind === 'none' && schedule.time_zone === 'UTC' && !isSaved}
            after={start.toISOString()}
            timeZones={<TimeZoneList />}
          />
        ) : (
          <ScheduleFacts benchmark={benchmark} />
        )}
      </section>
    </MaintainPage>
  );
}

/** A commitment holds the schedule of its sealing, by which its ranking is judged. */
function SealedUnderAnother({ schedule, rounds }: { schedule: ScheduleView; rounds: readonly RoundFacts[] }) {
  // A commitment holds no gap, since the freshness of a ranking doesn't depend on it.
  const current = describeCadence(toSchedule({ ...schedule, gap_hours: 0 }));
  const others = rounds.flatMap(({ number, title, commitment }) => {
    if (!commitment) return [];
    const { cadence, time_zone } = commitment.schedule;
    const committed = describeCadence(toSchedule({ cadence, time_zone, gap_hours: 0 }));
    return committed === current ? [] : [{ number, title, committed }];
  });
  if (others.length === 0) return null;
  return (
    <Callout tone="note">
      {others.map(({ number, title, committed }) => (
        <p key={number}>
          {title} was sealed under another schedule: {committed}. It opens and closes by the schedule below,
          but the date by which its ranking should be replaced follows the sealed one.
        </p>
      ))}
    </Callout>
  );
}

/** The IANA time zones that this process knows. */
function TimeZoneList() {
  const zones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
  return (
    <datalist id="time-zones">
      {[...zones].map((zone) => (
        <option key={zone} value={zone} />
      ))}
    </datalist>
  );
}

/** The schedule for readers who can't change it. */
function ScheduleFacts({
  benchmark,
}: {
  benchmark: Pick<BenchmarkView, 'schedule' | 'next_rotation_at' | 'reveals_after_rounds'>;
}) {
  const schedule = toSchedule(benchmark.schedule);
  // An extension may have moved the first one away from the schedule's own dates.
  const first = benchmark.next_rotation_at === null ? null : new Date(benchmark.next_rotation_at);
  const rotations = first ? [first, ...listRotations(schedule, first, rotationsShown - 1)] : [];
  const { reveals_after_rounds: reveals } = benchmark;
  return (
    <div className="grid grid-cols-[1fr_1.35fr] items-start gap-s7 *:min-w-0 max-wide:grid-cols-1">
      <Descriptions>
        <Description term="Rounds rotate">{describeCadence(schedule)}</Description>
        <Description term="Revealed">{describeReveals(reveals)}</Description>
      </Descriptions>
      <NextRotations>
        <RotationPreview schedule={schedule} rotations={rotations} />
      </NextRotations>
    </div>
  );
}

function describeReveals(laterRounds: number | null): string {
  if (laterRounds === null) return 'by hand only';
  if (laterRounds === 0) return 'with its official ranking';
  return `when ${laterRounds} later ${laterRounds === 1 ? 'round has' : 'rounds have'} closed`;
}
