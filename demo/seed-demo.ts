import { objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import { slugOf } from '@/lib/core/name/name';
import { designateAnchor } from '@/services/anchor/anchor';
import { createBenchmark } from '@/services/benchmark/create';
import { findBenchmark } from '@/services/benchmark/view';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { seedAttackExhibit } from './attack-exhibit';
import { formatMonthTitle, ROUND_MONTHS } from './flights/demo-calendar';
import type { DrawnItem } from './flights/draw-round';
import type { FlightTable } from './flights/flight-table';
import {
  formatLabelledFlights,
  formatProbabilities,
  formatSlicedFlights,
} from './flights/format-flight-files';
import { lateFlightsModels } from './flights/late-flights-models';
import { findFlightsFile, readFlights } from './flights/read-flights';
import {
  composeFlightsBenchmark,
  demoMaintainer,
  drawLateFlights,
  drawTrainingFlights,
  firstMonth,
  flightsBenchmark,
  openMonth,
  policyOfMonth,
} from './flights-benchmark';
import { seedFreshnessExhibit } from './freshness/seed-freshness-exhibit';
import { drawHowLateTraining, formatDelays, howLateSlug } from './how-late/how-late-benchmark';
import { ensureHowLate, playHowLate } from './how-late/play-how-late';
import { versionOf } from './onnx-model';
import {
  accepted,
  type DemoBenchmark,
  ensureDemoPerson,
  ensureDemoTeam,
  ensurePolicy,
  ensureSchedule,
  isFrozen,
  listDemoRounds,
  playRound,
  sendModelsOfMonth,
  submitFile,
  until,
} from './play';
import { listShippedModels, readPredictions } from './predictions/read-predictions';

const { slug } = flightsBenchmark;

type Log = (line: string) => void;

/**
 * Plays a few months of four benchmarks by the same services as the site's own pages and without other writes to the database.
 * After an interruption it can run again: completed steps are skipped.
 */
export async function seedDemo(log: Log): Promise<void> {
  const table = await readFlights(findFlightsFile());
  log(`read ${table.day.length.toLocaleString('en-US')} flights`);
  await publishTrainingSets(table);
  const maintainer = await ensureDemoPerson(demoMaintainer);
  await seedFlights({ maintainer, slug }, table, log);
  const seedExhibits = async () => {
    await seedAttackExhibit(maintainer, table, log);
    await seedFreshnessExhibit(maintainer, table, log);
  };
  if (!(await areModelsRun())) return seedExhibits();
  await ensureHowLate(maintainer, table);
  // Both are played concurrently, since runs of models mostly wait for other processes.
  await Promise.all([playHowLate(maintainer, table, log), seedExhibits()]);
}

async function seedFlights(demo: DemoBenchmark, table: FlightTable, log: Log): Promise<void> {
  const { maintainer } = demo;
  if (!(await findBenchmark(maintainer, slug)).ok)
    accepted(await createBenchmark(maintainer, composeFlightsBenchmark(table)));
  await ensureSchedule(demo);
  for (const month of ROUND_MONTHS) {
    const lastState = month > openMonth ? 'sealed' : month === openMonth ? 'open' : 'closed';
    const items = drawLateFlights(table, month);
    await ensurePolicy(demo, policyOfMonth[month]!);
    await playRound(demo, {
      title: formatMonthTitle(month),
      testSet: new Blob([formatSlicedFlights(table, items)]),
      until: lastState,
      onOpen: async (number) => {
        await submitPredictions(month, items);
        const areRun = await sendModelsOfMonth(slug, lateFlightsModels, { month, round: number });
        if (month === firstMonth && !areRun)
          log('this machine can’t run models safely (/readyz has the reason): the demo has no models');
      },
    });
    log(`${formatMonthTitle(month)}: ${lastState}`);
    if (month === firstMonth) await vouchForFrozen(demo);
  }
  // The schedule reveals each round once the next one has closed.
  const revealedCount = ROUND_MONTHS.filter((month) => month < openMonth - 1).length;
  await until(async () => {
    const rounds = await listDemoRounds(demo);
    return rounds.filter(({ state }) => state === 'revealed').length === revealedCount ? true : undefined;
  });
  log('the rounds before the newest closed one: revealed');
}

/**
 * True if this machine can run models. In that case the first model of *Late flights 2001* was submitted, also in a run that
 * resumes an interrupted one.
 */
const areModelsRun = (): Promise<boolean> => isFrozen(slug, lateFlightsModels[0]!);

/**
 * Declares anchors: a maintainer vouches for models that were trained once, on January, so that they can link the scales of the
 * rounds. The round of February itself can't prove that they were frozen.
 */
async function vouchForFrozen({ maintainer }: DemoBenchmark): Promise<void> {
  // Only models in an official ranking can be declared anchors, so this waits for the first one.
  await until(async () => ((await findLeaderboard(slug, 1)).ok ? true : undefined));
  const frozen: { model: string; version: string }[] = listShippedModels(slug, firstMonth).filter(
    ({ isAnchor }) => isAnchor,
  );
  if (await areModelsRun())
    frozen.push(
      ...lateFlightsModels
        .filter(({ lastMonth }) => lastMonth < firstMonth)
        .map((one) => ({ model: one.model, version: versionOf(one) })),
    );
  for (const { model, version } of frozen)
    accepted(
      await designateAnchor(maintainer, slug, {
        model_slug: slugOf(model, 'model'),
        version,
        reason: 'Trained once, on flights of January 2001, by the programs in research/demo.',
      }),
    );
}

async function submitPredictions(month: number, items: readonly DrawnItem[]): Promise<void> {
  for (const { team, model, version, disclosure, slug: file, values } of readPredictions(slug, month, items))
    await submitFile(await ensureDemoTeam(team), slug, {
      metadata: { model, version, disclosure },
      file: new Blob([formatProbabilities(items, values)]),
      idempotencyKey: `demo-${month}-${file}`,
    });
}

/** Publishes the training data that visitors of the demo download from the site. */
async function publishTrainingSets(table: FlightTable): Promise<void> {
  const sets = [
    [slug, formatLabelledFlights(table, drawTrainingFlights(table))],
    [howLateSlug, formatDelays(table, drawHowLateTraining(table))],
  ] as const;
  for (const [benchmark, text] of sets)
    await webPlatform().objects.put(objectKeys.demoTrainingSet(benchmark), new Blob([text]).stream());
}
