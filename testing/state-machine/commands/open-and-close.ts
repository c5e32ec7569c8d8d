import { openRound as askToOpen, closeRound } from '@/services/round/openings';
import { runOpenRound } from '@/worker/rotation/run-open-round';
import { unwrap } from '../../unwrap';
import { type Death, dieMidway } from '../die-midway';
import {
  closeBefore,
  closeIn,
  countAct,
  dayMs,
  lastStopOf,
  type Model,
  type ModelRound,
  moveRotationForward,
  newestOf,
  openDaysDefault,
  openRoundOf,
} from '../model';
import { runWithScorer } from '../run-job';
import { readNow, setClockBack, type World } from '../world';
import {
  adoptInstant,
  type Command,
  expectRefused,
  formatDeath,
  hasRound,
  makeCommand,
  pickRound,
} from './command';

/** Opens a round by the same service as the button on the page, while a scorer runs. */
export const openCommand = (drawn: number): Command =>
  makeCommand(
    `open(${drawn})`,
    async (model, world) => {
      const round = pickRound(model, drawn, ['sealed']);
      const since = await readNow(world);
      const opening = askToOpen(world.maintainers[0]!, world.slug, round.number);
      if (round.state !== 'sealed') return expectRefused(await opening, 'illegal_transition');
      if (openRoundOf(model)) return expectRefused(await opening, 'another_round_open');
      if (isRotationLate(model, since)) return expectRefused(await opening, 'interval_passed');
      unwrap(await runWithScorer(model, world, opening, `open:${round.id}`));
      await adoptOpening(model, world, round, since);
    },
    hasRound(drawn, ['sealed']),
  );

/** Runs only the scorer's job that opens a round, on any round, so possibly too late, and possibly killed midway. */
export const openJobCommand = (drawn: number, death: Death | null): Command =>
  makeCommand(
    `open job(${drawn}${formatDeath(death)})`,
    async (model, world) => {
      const round = pickRound(model, drawn, ['sealed']);
      const since = await readNow(world);
      const openedBy = world.maintainers[0]!.userId;
      const outcome = await dieMidway(world, death, (platform) =>
        runOpenRound(platform, { roundId: round.id, closesAt: null, openedBy }),
      );
      if (round.state !== 'sealed') return;
      if (openRoundOf(model)) return;
      // The job writes the inputs before its transaction; they are missing only if the object store has failed.
      if (death?.by !== 'store' || !outcome.died) round.isInputsWritten = true;
      if (outcome.died || isRotationLate(model, since)) return;
      await adoptOpening(model, world, round, since);
    },
    hasRound(drawn, ['sealed']),
  );

/** True if a rotation is due, which must precede a manual opening. */
const isRotationLate = (model: Model, now: number): boolean =>
  model.nextDueAt !== null && model.nextDueAt <= Math.max(now, lastStopOf(model));

async function adoptOpening(model: Model, world: World, round: ModelRound, since: number): Promise<void> {
  const openedAt = await adoptInstant(world, {
    roundId: round.id,
    column: 'opened_at',
    since,
    floor: lastStopOf(model),
  });
  round.state = 'open';
  round.isInputsWritten = true;
  round.openedAt = openedAt;
  round.closesAt =
    model.nextDueAt === null
      ? openedAt + openDaysDefault * dayMs
      : closeBefore(model, model.nextDueAt, openedAt);
  model.overdueSince = null;
  countAct(model, 'round_opened', 'maintainer');
}

/** @param isSetBack true to set the clock back just before the close */
export const closeCommand = (drawn: number, isSetBack: boolean, death: Death | null): Command =>
  makeCommand(
    `close(${drawn}${isSetBack ? ', clock set back' : ''}${formatDeath(death)})`,
    async (model, world) => {
      const round = pickRound(model, drawn, ['open']);
      if (isSetBack) await setClockBack(world);
      const since = await readNow(world);
      const outcome = await dieMidway(world, death, () =>
        closeRound(world.maintainers[1]!, world.slug, round.number, { reason: 'It has run long enough' }),
      );
      if (outcome.died) return;
      if (round.state !== 'open') return expectRefused(outcome.value, 'illegal_transition');
      unwrap(outcome.value);
      const floor = newestOf(round) + 1;
      closeIn(round, await adoptInstant(world, { roundId: round.id, column: 'closed_at', since, floor }));
      moveRotationForward(model, round.closedAt!);
      countAct(model, 'round_closed', 'maintainer');
    },
    hasRound(drawn, ['open']),
  );
