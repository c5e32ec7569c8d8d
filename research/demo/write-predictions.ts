import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { findFlightsFile, readFlights } from '@/demo/flights/read-flights';
import { flightsBenchmark } from '@/demo/flights-benchmark';
import { freshnessBenchmark } from '@/demo/freshness/freshness-benchmark';
import { locateModels, locatePredictions } from '@/demo/predictions/read-predictions';
import { predictFreshness } from './predict-freshness';
import { predictLateFlights } from './predict-late-flights';
import type { PredictedRound } from './predicted-round';

// Trains the demo's models and writes the files in demo/predictions: `npm run research:demo`. The same flights give the same bytes.

/** Writes a table for each round, with a column for each model, and one list of all models. */
function writePredictions(benchmark: string, rounds: readonly PredictedRound[]): void {
  for (const { month, items, models } of rounds) {
    const header = ['id', ...models.map(({ slug }) => slug)];
    const rows = items.map(({ id }, i) => [id, ...models.map(({ values }) => values[i])]);
    const csv = `${[header, ...rows].map((cells) => cells.join(',')).join('\n')}\n`;
    // zlib writes no time into the header.
    writeFileSync(locatePredictions(benchmark, month), gzipSync(csv, { level: 9 }));
  }
  const models = rounds.flatMap((round) => round.models.map(({ values: _, ...model }) => model));
  writeFileSync(locateModels(benchmark), `${JSON.stringify(models, null, 2)}\n`);
}

const table = await readFlights(findFlightsFile());
writePredictions(freshnessBenchmark.slug, predictFreshness(table));
writePredictions(flightsBenchmark.slug, predictLateFlights(table));
