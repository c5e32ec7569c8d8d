import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Disclosure } from '@/lib/core/model/disclosure';
import type { DrawnItem } from '../flights/draw-round';

/** A model version whose predictions are in files of this folder, written by `npm run research:demo`. */
type ShippedModel = {
  /** Name of the model's column in a round's file. */
  readonly slug: string;
  readonly team: string;
  readonly model: string;
  /** The last month of its training data ("2001-01"). */
  readonly version: string;
  /** True if a maintainer of the demo vouches that the version is frozen. */
  readonly isAnchor: boolean;
  readonly disclosure: Partial<Disclosure>;
};

/** The models of a benchmark, each with the months of 2001 for whose rounds it has predictions. */
export type ModelList = readonly (ShippedModel & { readonly months: readonly number[] })[];

/** A model with its prediction for each item of a round: the probability of `late`, or 1 for `late` and 0 for `on_time`. */
export type ShippedPredictions = ShippedModel & { readonly values: readonly string[] };

export const locateModels = (benchmark: string): URL => new URL(`${benchmark}.json`, import.meta.url);

/** Address of a round's gzipped file with an `id` column and a column for each model. */
export const locatePredictions = (benchmark: string, month: number): URL =>
  new URL(`${benchmark}-${String(month).padStart(2, '0')}.csv.gz`, import.meta.url);

export function listShippedModels(benchmark: string, month: number): ShippedModel[] {
  const list: ModelList = JSON.parse(readFileSync(locateModels(benchmark), 'utf8'));
  return list.filter(({ months }) => months.includes(month));
}

/**
 * Reads the shipped predictions of a round, whose items are drawn from the installed flights.
 * @throws if the file was made for other items or models
 */
export function readPredictions(
  benchmark: string,
  month: number,
  items: readonly DrawnItem[],
): ShippedPredictions[] {
  const csv = gunzipSync(readFileSync(locatePredictions(benchmark, month))).toString('utf8');
  return parsePredictions(csv, listShippedModels(benchmark, month), items);
}

/** @throws at the first line whose id isn't that of the item at the same position */
export function parsePredictions(
  csv: string,
  models: readonly ShippedModel[],
  items: readonly DrawnItem[],
): ShippedPredictions[] {
  const [header, ...lines] = csv.trimEnd().split('\n');
  const expected = ['id', ...models.map(({ slug }) => slug)].join(',');
  if (header !== expected) throw new Error(`shipped predictions: expected ${expected}, found ${header}`);
  if (lines.length !== items.length)
    throw new Error(`shipped predictions: expected ${items.length} items, found ${lines.length}`);
  const rows = lines.map((line, i) => {
    const [id, ...values] = line.split(',');
    const expectedId = items[i]!.id;
    if (id !== expectedId)
      throw new Error(`shipped predictions, line ${i + 2}: expected ${expectedId}, found ${id}`);
    if (values.length !== models.length || values.includes(''))
      throw new Error(`shipped predictions, line ${i + 2}: expected ${models.length} values`);
    return values;
  });
  return models.map((model, column) => ({ ...model, values: rows.map((values) => values[column]!) }));
}
