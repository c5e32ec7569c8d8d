import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findErrorOnScale } from '@/lib/core/equating/link-scale';
import { computeWilsonInterval } from '@/lib/core/statistics/wilson';
import type { RealModel, RealRounds } from './real-rows';

const predictionsSchema = z.array(z.int().min(0).max(9));

/**
 * The 30 models of Recht et al. 2018 (arXiv 1806.00451) on the test sets of CIFAR-10 and CIFAR-10.1 (v6), by accuracy.
 * @param folder the authors' repository, modestyachts/CIFAR-10.1 on GitHub, and in it `cifar10_test_labels.npy`: the 10,000 labels of
 *   CIFAR-10's test set as whole numbers, such as original_test_labels/cifar10_test_set_original_labels.npy of cleanlab/label-errors
 */
export function readCifar(folder: string): RealRounds {
  const predictions = (version: string) => join(folder, 'model_predictions', `${version}_predictions`);
  const baseLabels = readLabels(join(folder, 'cifar10_test_labels.npy'));
  const laterLabels = readLabels(join(folder, 'datasets', 'cifar10.1_v6_labels.npy'));
  const models = readdirSync(predictions('original'))
    .filter((file) => file.endsWith('_predictions.json'))
    .sort()
    .map((file): RealModel => {
      const [base, later] = [
        scoreFile(join(predictions('original'), file), baseLabels),
        scoreFile(join(predictions('v6'), file), laterLabels),
      ];
      const interval = computeWilsonInterval(later.score * later.itemCount, later.itemCount);
      const error = findErrorOnScale('probit', { ...later, interval })!;
      return { model: file.replace('_predictions.json', ''), base, later: { ...later, error } };
    });
  return { name: 'CIFAR-10.1', scale: 'probit', models };
}

function scoreFile(path: string, labels: readonly number[]) {
  const predicted = predictionsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  if (predicted.length !== labels.length)
    throw new Error(`${path} has ${predicted.length} predictions for ${labels.length} labels.`);
  const right = predicted.filter((label, i) => label === labels[i]).length;
  return { score: right / labels.length, itemCount: labels.length };
}

/** Digits as little-endian whole numbers in NumPy's format, version 1.0: the first byte of each says it all. */
function readLabels(path: string): number[] {
  const bytes = readFileSync(path);
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, start);
  const size = Number(/'[<|][iu]([1248])'/.exec(header)?.[1]);
  if (!bytes.toString('latin1', 1, 6).startsWith('NUMPY') || Number.isNaN(size))
    throw new Error(`${path} is no NumPy array of whole numbers: ${header.trim()}`);
  return Array.from({ length: (bytes.length - start) / size }, (_, i) => bytes[start + i * size]!);
}
