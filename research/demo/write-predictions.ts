import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { findFlightsFile, readFlights } from '@/demo/flights/read-flights';
import { flightsBenchmark } from '@/demo/flights-benchmark';
import { locateModels, locatePredictions, type ModelList } from '@/demo/predictions/read-predictions';
import { type PredictedRound, predictLateFlights } from './predict-late-flights';

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
  writeFileSync(locateModels(benchmark), `${JSON.stringify(listModels(rounds), null, 2)}\n`);
}

function listModels(rounds: readonly PredictedRound[]): ModelList {
  const versions = new Map<string, ModelList[number]>();
  for (const { month, models } of rounds)
    for (const { values: _, ...model } of models) {
      const key = `${model.slug} ${model.version}`;
      versions.set(key, { ...model, months: [...(versions.get(key)?.months ?? []), month] });
    }
  return [...versions.values()];
}

const table = await readFlights(findFlightsFile());
writePredictions(flightsBenchmark.slug, predictLateFlights(table));
