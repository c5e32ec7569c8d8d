import type { Actor } from '@/services/access/actor';
import { createBenchmark } from '@/services/benchmark/create';
import { findBenchmark } from '@/services/benchmark/find';
import { ensureSchedule } from '../ensure-schedule';
import { formatMonthTitle, ROUND_MONTHS } from '../flights/demo-calendar';
import type { FlightTable } from '../flights/flight-table';
import { openMonth } from '../flights-benchmark';
import { accepted, playRound } from '../play';
import { awaitStanding, sendModel } from '../stand';
import { composeHowLateBenchmark, howLateSlug as slug } from './how-late-benchmark';
import { formatDelays } from './how-late-items';
import { howLateModels } from './how-late-models';
import { drawHowLateRound } from './how-late-rounds';

/** A person's texts are rendered one benchmark at a time, so this comes before anything that is played beside it. */
export async function ensureHowLate(maintainer: Actor, table: FlightTable): Promise<void> {
  if (!(await findBenchmark(maintainer, slug)).ok)
    accepted(await createBenchmark(maintainer, composeHowLateBenchmark(table)));
  await ensureSchedule({ maintainer, slug });
}

/** Plays its months: the site runs its models, each is sent once, and stands from then on. */
export async function playHowLate(
  maintainer: Actor,
  table: FlightTable,
  tell: (line: string) => void,
): Promise<void> {
  for (const month of ROUND_MONTHS) {
    const lastState = month > openMonth ? 'sealed' : month === openMonth ? 'open' : 'closed';
    await playRound(
      { maintainer, slug },
      {
        title: formatMonthTitle(month),
        testSet: new Blob([formatDelays(table, drawHowLateRound(table, month))]),
        until: lastState,
        onOpen: (number) => sendAll(month, number),
      },
    );
    tell(`How late?, ${formatMonthTitle(month)}: ${lastState}`);
  }
}

/** Automatic evaluations are entered before the month's new versions. */
async function sendAll(month: number, round: number): Promise<void> {
  const sentBefore = howLateModels.filter(({ lastMonth }) => lastMonth < month - 1);
  await awaitStanding(slug, round, sentBefore);
  for (const model of howLateModels.filter(({ lastMonth }) => lastMonth === month - 1))
    await sendModel(slug, model);
}
