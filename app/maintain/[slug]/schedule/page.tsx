import type { Metadata } from 'next';
import { cache } from 'react';
import { titleMaintainPage } from '@/app/_load/describe-page';
import { requireFound, requireSignedIn } from '@/app/_load/require';
import { describeCadence } from '@/app/_ui/describe-cadence';
import { IsoInstant } from '@/app/_ui/iso-instant';
import { MaintainPage, NotAMaintainer } from '@/app/_ui/maintain/maintain-page';
import { Callout } from '@/app/_ui/words/callout';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { toSchedule } from '@/lib/contracts/schedule';
import { hasRole } from '@/lib/core/benchmark';
import { findSchedulePage } from '@/services/page/find-maintained-pages';
import { formValuesOf } from './read-schedule-form';
import { NextRotations, RotationPreview } from './rotation-preview';
import { ScheduleForm } from './schedule-form';

export const dynamic = 'force-dynamic';

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const load = cache(async (slug: string) =>
  requireFound(await findSchedulePage(await requireSignedIn(`/maintain/${slug}/schedule`), slug)),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { role, title } = await load((await params).slug);
  return titleMaintainPage(role && 'Schedule', title);
}

export default async function SchedulePage({ params, searchParams }: Props) {
  const { slug } = await params;
  const benchmark = await load(slug);
  if (!benchmark.role) return <NotAMaintainer slug={slug} title={benchmark.title} />;
  const { schedule, open_round, next_rotation_at, reveals_after_rounds } = benchmark;
  const isSaved = 'saved' in (await searchParams);
  // Like `setSchedule`: the open round keeps its announced close.
  const after = new Date(Math.max(Date.now(), Date.parse(open_round?.closes_at ?? '') - 1 || 0));
  return (
    <MaintainPage
      benchmark={{ slug, title: benchmark.title }}
      current="schedule"
      title="Schedule"
      lede="At each rotation the open round closes and the next sealed one opens, automatically and at that instant."
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
      <section aria-label="Schedule" className="mt-s7 max-phone:mt-40">
        {hasRole(benchmark.role, 'maintainer') ? (
          <ScheduleForm
            slug={slug}
            saved={formValuesOf(schedule, reveals_after_rounds)}
            isNew={schedule.cadence.kind === 'none' && schedule.time_zone === 'UTC' && !isSaved}
            after={after.toISOString()}
            timeZones={<TimeZoneList />}
          />
        ) : (
          <ScheduleFacts benchmark={benchmark} after={after} />
        )}
      </section>
    </MaintainPage>
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

/** The schedule for readers who can't change it. @param after no rotation is due before it */
function ScheduleFacts({
  benchmark,
  after,
}: {
  benchmark: Pick<BenchmarkView, 'schedule' | 'reveals_after_rounds'>;
  after: Date;
}) {
  const schedule = toSchedule(benchmark.schedule);
  const { reveals_after_rounds: reveals } = benchmark;
  return (
    <div className="grid grid-cols-[1fr_1.35fr] items-start gap-s7 *:min-w-0 max-wide:grid-cols-1">
      <Descriptions>
        <Description term="Rounds rotate">{describeCadence(schedule)}</Description>
        <Description term="Revealed">
          {reveals === null
            ? 'by hand only'
            : `when ${reveals} later ${reveals === 1 ? 'round has' : 'rounds have'} closed`}
        </Description>
      </Descriptions>
      <NextRotations>
        <RotationPreview schedule={schedule} after={after} />
      </NextRotations>
    </div>
  );
}
