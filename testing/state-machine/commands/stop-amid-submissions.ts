import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { freezeRound } from '@/services/round/freeze';
import { closeRound } from '@/services/round/openings';
import { unwrap } from '../../unwrap';
import { holdWrites } from '../hold-writes';
import { closeIn, countAct, newestOf, openRoundOf } from '../model';
import { readNow, type World } from '../world';
import { adoptInstant, type Command, makeCommand } from './command';
import { adoptSubmissions, send } from './send-submissions';

/**
 * Closes or freezes the round while one submission is being accepted, and sends a second one while the close or freeze waits
 * for the first. The first must be accepted, the second be too late.
 */
export const stopAmidSubmissionsCommand = (how: 'freeze' | 'close'): Command =>
  makeCommand(
    `${how} amid submissions()`,
    async (model, world) => {
      const open = openRoundOf(model)!;
      const since = await readNow(world);
      const maintainer = world.maintainers[1]!;
      const letGo = await holdWrites(world.site);
      const first = send(model, world, { team: 0, isFaulty: false, death: null });
      const afterFirst = await awaitOneMore(world, 0, first);
      const stop =
        how === 'freeze'
          ? freezeRound(maintainer, world.slug, open.number, { reason: 'A leak.' })
          : closeRound(maintainer, world.slug, open.number, { reason: 'It has run long enough' });
      const afterStop = await awaitOneMore(world, afterFirst, stop);
      const second = send(model, world, { team: 1, isFaulty: false, death: null });
      await awaitOneMore(world, afterStop, second);
      await letGo();

      const [, , late] = await Promise.all([first, stop.then(unwrap), second]);
      expect(late, 'a submission that came after the stop').not.toBe('accepted');
      await adoptSubmissions(model, world);
      const floor = newestOf(open) + 1;
      if (how === 'close') {
        closeIn(open, await adoptInstant(world, { roundId: open.id, column: 'closed_at', since, floor }));
        countAct(model, 'round_closed', 'maintainer');
      } else {
        open.frozenAt = await adoptInstant(world, { roundId: open.id, column: 'frozen_at', since, floor });
        open.frozenFrom = 'open';
        open.state = 'frozen';
        countAct(model, 'round_frozen', 'maintainer');
      }
    },
    (model) => openRoundOf(model) !== undefined,
  );

/**
 * Waits until the running work waits for a database lock, in addition to `already` waiting ones, or has ended. @returns the
 * number of waiters
 */
async function awaitOneMore({ site }: World, already: number, running: Promise<unknown>): Promise<number> {
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  running.then(end, end);
  for (;;) {
    const { length } = await site.superuser`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if (isOver || length > already) return length;
    await sleep(3);
  }
}
