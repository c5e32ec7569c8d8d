import type { Actor } from '@/services/access/caller';
import { createBenchmark } from '@/services/benchmark/create';
import { findBenchmark } from '@/services/benchmark/view';
import { formatMonthTitle, ROUND_MONTHS } from '../flights/demo-calendar';
import type { FlightTable } from '../flights/flight-table';
import { openMonth } from '../flights-benchmark';
import type { OnnxModel } from '../onnx-model';
import { accepted, ensureSchedule, playRound, sendModelsOfMonth } from '../play';
import {
  composeHowLateBenchmark,
  drawHowLateRound,
  formatDelays,
  howLateSlug as slug,
} from './how-late-benchmark';

const reference = 'Tidemark reference';

const north = 'Demo team North';

const south = 'Demo team South';

const boosting = 'Gradient boosting of the absolute error, 60 trees of depth 4';

/** All models of the benchmark. Five are sent once, in February; one team sends a newly trained version each month. */
export const howLateModels: readonly OnnxModel[] = [
  {
    team: reference,
    model: 'Median',
    file: 'how-late-median',
    what: 'The median delay, for every flight',
    lastMonth: 1,
  },
  {
    team: reference,
    model: 'Median of the hour',
    file: 'how-late-hours',
    what: 'The median delay of the hour of departure',
    lastMonth: 1,
  },
  {
    team: north,
    model: 'Linear regression',
    file: 'how-late-linear',
    what: 'Ridge regression of asinh(delay/10) on hour, weekday, distance and airports',
    lastMonth: 1,
  },
  {
    team: north,
    model: 'Random forest',
    file: 'how-late-forest',
    what: 'A forest of 12 trees of depth 6 for asinh(delay/10)',
    lastMonth: 1,
  },
  {
    team: south,
    model: 'Neural network',
    file: 'how-late-network',
    what: 'A perceptron with hidden layers of 24 and 12 for asinh(delay/10)',
    lastMonth: 1,
  },
  ...[1, 2, 3, 4].map((lastMonth) => ({
    team: south,
    model: 'Boosted trees, monthly',
    file: `how-late-boosting-${lastMonth}`,
    what: boosting,
    lastMonth,
  })),
];

/** Creates the benchmark. This comes before anything concurrent, since the site renders the texts of one person one at a time. */
export async function ensureHowLate(maintainer: Actor, table: FlightTable): Promise<void> {
  if (!(await findBenchmark(maintainer, slug)).ok)
    accepted(await createBenchmark(maintainer, composeHowLateBenchmark(table)));
  await ensureSchedule({ maintainer, slug });
}

/** Plays the months of the benchmark: each model is submitted once, run by the site, and evaluated automatically from then on. */
export async function playHowLate(
  maintainer: Actor,
  table: FlightTable,
  log: (line: string) => void,
): Promise<void> {
  for (const month of ROUND_MONTHS) {
    const lastState = month > openMonth ? 'sealed' : month === openMonth ? 'open' : 'closed';
    await playRound(
      { maintainer, slug },
      {
        title: formatMonthTitle(month),
        testSet: new Blob([formatDelays(table, drawHowLateRound(table, month))]),
        until: lastState,
        onOpen: async (round) => void (await sendModelsOfMonth(slug, howLateModels, { month, round })),
      },
    );
    log(`How late?, ${formatMonthTitle(month)}: ${lastState}`);
  }
}
