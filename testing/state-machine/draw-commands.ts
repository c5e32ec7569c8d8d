import fc from 'fast-check';
import type { Command } from './commands/command';
import { freezeCommand, invalidateCommand, type Step, unfreezeCommand } from './commands/moderation';
import { closeCommand, openCommand, openJobCommand } from './commands/open-and-close';
import { revealCommand, runJobsCommand, strayRevealCommand, straySnapshotCommand } from './commands/run-jobs';
import {
  jumpCommand,
  jumps,
  runSchedulesCommand,
  scheduleCommand,
  schedules,
  setClockBackCommand,
  sweepCommand,
  toNextDueCommand,
} from './commands/schedule-and-time';
import { submitCommand } from './commands/send-submissions';
import { stopAmidSubmissionsCommand } from './commands/stop-amid-submissions';
import { sealCommand, uploadCommand } from './commands/upload-and-seal';
import type { Death } from './die-midway';
import type { Model } from './model';
import type { World } from './world';

const drawn = fc.nat(999);
const seldom = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 3 });
const mostly = fc.nat(3).map((n) => n < 3);
const killed = fc.constant<Death>({ by: 'kill' });
const storeFails = fc.nat(6).map((at): Death => ({ by: 'store', at }));
const neverOrKilled = fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: killed });
const anyDeath = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: killed },
  { weight: 1, arbitrary: storeFails },
);

const upload = fc
  .record({
    replaces: seldom(drawn),
    opensInDays: fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom(1, 6) },
    ),
    isSealed: mostly,
    isPrepared: mostly,
  })
  .map(uploadCommand);
const burst = fc
  .record({
    counts: fc.tuple(fc.nat(3), fc.nat(3)),
    isFaulty: fc.nat(7).map((n) => n === 7),
    isReckless: fc.nat(5).map((n) => n === 5),
  })
  .map((drawn) => submitCommand(drawn, null));
const stopAmidSubmissions = fc
  .constantFrom<'freeze' | 'close'>('freeze', 'close')
  .map(stopAmidSubmissionsCommand);
const killedSubmission = killed.map((death) =>
  submitCommand({ counts: [1, 0], isFaulty: false, isReckless: false }, death),
);
const rotation = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(0, 0, 17 * 60_000, null), neverOrKilled)
  .map(([count, lateMs, death]) => runSchedulesCommand(count, lateMs, death));
const jobs = fc
  .tuple(fc.constantFrom(1, 3, 20, 20), anyDeath)
  .map(([count, death]) => runJobsCommand(count, death));
const jump = fc.constantFrom(...(Object.keys(jumps) as (keyof typeof jumps)[])).map(jumpCommand);
const isSetBack = fc.nat(2).map((n) => n === 2);
const toNextDue = fc.constantFrom(2 * 60_000, 45 * 60_000).map(toNextDueCommand);
const invalidate = fc
  .tuple(
    drawn,
    fc.constantFrom<Step>('propose', 'propose', 'consent', 'consent', 'drop'),
    fc.nat(2),
    neverOrKilled,
  )
  .map(([round, step, person, death]) => invalidateCommand(round, step, person, death));
const freeze = fc
  .tuple(drawn, isSetBack, neverOrKilled)
  .map(([round, back, death]) => freezeCommand(round, back, death));
const close = fc
  .tuple(drawn, isSetBack, neverOrKilled)
  .map(([round, back, death]) => closeCommand(round, back, death));
const unfreeze = fc.tuple(drawn, neverOrKilled).map(([round, death]) => unfreezeCommand(round, death));

/** Generators of the possible commands; those to be drawn more often are listed several times. */
const each: fc.Arbitrary<Command>[] = [
  upload,
  upload,
  fc.tuple(drawn, anyDeath).map(([round, death]) => sealCommand(round, death)),
  drawn.map(openCommand),
  fc.tuple(drawn, anyDeath).map(([round, death]) => openJobCommand(round, death)),
  close,
  close,
  burst,
  burst,
  burst,
  killedSubmission,
  stopAmidSubmissions,
  stopAmidSubmissions,
  rotation,
  rotation,
  rotation,
  jobs,
  jobs,
  jobs,
  jump,
  jump,
  fc.constant(null).map(setClockBackCommand),
  toNextDue,
  freeze,
  freeze,
  unfreeze,
  unfreeze,
  unfreeze,
  invalidate,
  invalidate,
  invalidate,
  invalidate,
  drawn.map(revealCommand),
  fc.tuple(drawn, anyDeath).map(([round, death]) => strayRevealCommand(round, death)),
  drawn.map(straySnapshotCommand),
  fc
    .tuple(fc.constantFrom(...Object.keys(schedules)), fc.constantFrom(null, 0, 1, 2))
    .map(([name, after]) => scheduleCommand(name, after)),
  fc.constant(null).map(sweepCommand),
];

/** A random sequence of up to `commandsMax` commands. */
export const drawCommands = (commandsMax: number, replayPath?: string): fc.Arbitrary<Iterable<Command>> =>
  fc.commands<Model, World, false>(each, {
    maxCommands: commandsMax,
    size: 'max',
    ...(replayPath ? { replayPath } : {}),
  });
