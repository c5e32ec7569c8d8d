import { expect } from 'vitest';
import { setSchedule } from '@/services/benchmark/set-schedule';
import { runSchedules } from '@/worker/rotation/rotate-benchmark';
import { sweep } from '@/worker/run-scorer';
import { setDatabaseClock } from '../../set-database-clock';
import { unwrap } from '../../unwrap';
import { type Death, dieMidway } from '../die-midway';
import { dayMs, type Model, type ModelSchedule, setModelSchedule } from '../model';
import { listRevealsDue, rotateModel } from '../model-rotation';
import { connectSchedulers, readNow, setClockBack, type World } from '../world';
import { type Command, formatDeath, makeCommand } from './command';

const instantOf = (text: string): number => new Date(text).getTime();

const dates = ['2030-01-05T12:00', '2030-01-20T12:00', '2030-02-27T12:00'];

/** Schedules by name: the request to the API, and the same schedule as the model computes it. */
export const schedules: Readonly<Record<string, { request: object; model: ModelSchedule }>> = {
  none: { request: { cadence: { kind: 'none' }, time_zone: 'UTC' }, model: { kind: 'none' } },
  mondays: {
    request: { cadence: { kind: 'weekly', weekday: 1, time: '09:00' }, time_zone: 'UTC' },
    model: { kind: 'every', firstAt: instantOf('2029-12-31T09:00Z'), periodMs: 7 * dayMs },
  },
  mondaysAfterGap: {
    request: { cadence: { kind: 'weekly', weekday: 1, time: '09:00' }, time_zone: 'UTC', gap_hours: 48 },
    model: { kind: 'every', firstAt: instantOf('2029-12-31T09:00Z'), periodMs: 7 * dayMs, gapMs: 2 * dayMs },
  },
  thirdDays: {
    request: {
      cadence: { kind: 'days', every: 3, from: '2030-01-01', time: '12:00' },
      time_zone: 'Asia/Kolkata',
    },
    model: { kind: 'every', firstAt: instantOf('2030-01-01T06:30Z'), periodMs: 3 * dayMs },
  },
  dates: {
    request: { cadence: { kind: 'dates', dates }, time_zone: 'UTC' },
    model: { kind: 'dates', dates: dates.map((date) => instantOf(`${date}Z`)) },
  },
};

export const scheduleCommand = (name: string, revealsAfterRounds: number | null): Command =>
  makeCommand(`set schedule(${name}, reveal after ${revealsAfterRounds})`, async (model, world) => {
    const schedule = schedules[name]!;
    const now = await readNow(world);
    const input = { schedule: schedule.request, reveals_after_rounds: revealsAfterRounds };
    unwrap(await setSchedule(world.maintainers[0]!, world.slug, input));
    setModelSchedule(model, schedule.model, revealsAfterRounds, now);
  });

/**
 * Runs several schedulers concurrently; with a `death`, one of them is killed during its rotation.
 * @param lateMs milliseconds after the next due time; null to run at the current time, whether a rotation is due or not
 */
export const runSchedulesCommand = (count: number, lateMs: number | null, death: Death | null): Command =>
  makeCommand(`keep schedules(${count}${formatLate(lateMs)}${formatDeath(death)})`, async (model, world) => {
    if (lateMs !== null) await moveToNextDue(model, world, lateMs);
    const now = await readNow(world);
    const { scorer } = world.site;
    const schedulers = connectSchedulers(world.site, count);
    const outcome = await dieMidway(world, death, () =>
      Promise.allSettled(schedulers.map((client) => runSchedules({ ...scorer, client }))),
    );
    await Promise.all(schedulers.map(({ sql }) => sql.end({ timeout: 0 })));
    if (outcome.died) throw new Error('a scheduler that had finished was killed');
    const failed = outcome.value.filter(({ status }) => status === 'rejected');
    if (death === null) expect(failed).toEqual([]);
    else expect(failed.length).toBeLessThanOrEqual(1);
    // The schedulers that weren't killed do the work of the killed one.
    if (failed.length < count) rotateModel(model, now);
    for (const roundId of listRevealsDue(model)) model.revealsRequested.add(roundId);
    const jobs = await world.site.superuser<{ key: string }[]>`
      select key from graphile_worker.jobs where key like 'reveal:%'`;
    for (const { key } of jobs) expect(model.revealsRequested).toContain(key.slice('reveal:'.length));
    for (const roundId of listRevealsDue(model)) expect(jobs).toContainEqual({ key: `reveal:${roundId}` });
  });

export const sweepCommand = (): Command =>
  makeCommand('sweep()', async (model, world) => {
    const now = await readNow(world);
    await sweep(world.site.scorer, []);
    for (const { submissions } of model.rounds)
      for (const submission of submissions)
        if (['queued', 'scoring'].includes(submission.state) && submission.deadlineAt < now)
          submission.state = 'failed';
  });

const minuteMs = 60_000;

/** Odd durations, so that no sum of two equals a due time by chance. */
export const jumps = {
  '11 minutes on': 11 * minuteMs,
  '5 hours on': 307 * minuteMs,
  'a day on': dayMs + 7 * minuteMs,
  '4 days on': 4 * dayMs - 13 * minuteMs,
  'three weeks on': 21 * dayMs + 101 * minuteMs,
} as const;

export const jumpCommand = (name: keyof typeof jumps): Command =>
  makeCommand(`move the clock(${name})`, async (_, world) => {
    await setDatabaseClock(world.site, new Date((await readNow(world)) + jumps[name]));
  });

export const setClockBackCommand = (): Command =>
  makeCommand('set the clock back()', (_, world) => setClockBack(world));

/** Sets the clock to `beforeMs` milliseconds before the next rotation. */
export const toNextDueCommand = (beforeMs: number): Command =>
  makeCommand(`move the clock(to ${beforeMs / minuteMs} minutes before the next rotation)`, (model, world) =>
    moveToNextDue(model, world, -beforeMs),
  );

async function moveToNextDue({ nextDueAt }: Model, world: World, lateMs: number): Promise<void> {
  if (nextDueAt === null || nextDueAt + lateMs <= (await readNow(world))) return;
  await setDatabaseClock(world.site, new Date(nextDueAt + lateMs));
}

const formatLate = (lateMs: number | null): string =>
  lateMs === null ? '' : `, ${lateMs / minuteMs} minutes after the next rotation is due`;
