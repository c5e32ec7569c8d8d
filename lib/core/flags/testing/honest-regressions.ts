import { square } from '../../statistics/exact-math';
import { drawNormal } from '../../statistics/normal-distribution';
import type { Rng } from '../../statistics/rng';

/** Inputs of a regression task, and its labels without noise: Friedman's first problem (1991, Ann. Stat. 19:1–67, eq. 57). */
export type Drawn = { readonly inputs: readonly Float64Array[]; readonly labels: Float64Array };

const inputCount = 5;

/** Draws a task whose labels have noise of standard deviation 1, and a predictable part of standard deviation about 5. */
export function drawTask(rng: Rng, count: number): Drawn {
  const inputs = Array.from({ length: count }, () =>
    Float64Array.from({ length: inputCount }, () => rng.nextUnit()),
  );
  const labels = Float64Array.from(
    inputs,
    ([a, b, c, d, e]) =>
      10 * Math.sin(Math.PI * a! * b!) + 20 * square(c! - 0.5) + 10 * d! + 5 * e! + drawNormal(rng),
  );
  return { inputs, labels };
}

export type Model = (inputs: readonly Float64Array[]) => Float64Array;

/** Predicts the mean label of the k nearest training inputs. */
export function fitNeighbours({ inputs, labels }: Drawn, k: number): Model {
  return (testInputs) =>
    Float64Array.from(testInputs, (at) => {
      const distances = inputs.map((input) =>
        input.reduce((sum, value, i) => sum + square(value - at[i]!), 0),
      );
      const limit = Float64Array.from(distances).sort()[k - 1]!;
      let sum = 0;
      let count = 0;
      distances.forEach((distance, i) => {
        if (distance > limit) return;
        sum += labels[i]!;
        count++;
      });
      return sum / count;
    });
}

/** Fits least squares with a small penalty on features of the inputs; the first feature must be 1. */
export function fitLinear(
  { inputs, labels }: Drawn,
  featuresOf: (input: Float64Array) => Float64Array,
  penalty: number,
): Model {
  const rows = inputs.map(featuresOf);
  const width = rows[0]!.length;
  const system = Array.from({ length: width }, (_, a) =>
    Float64Array.from({ length: width + 1 }, (_, b) => {
      const own = a === b ? penalty : 0;
      return rows.reduce((sum, row, i) => sum + row[a]! * (b < width ? row[b]! : labels[i]!), own);
    }),
  );
  const weights = solve(system);
  return (testInputs) =>
    Float64Array.from(testInputs, (input) =>
      featuresOf(input).reduce((sum, value, i) => sum + value * weights[i]!, 0),
    );
}

export const rawFeatures = (input: Float64Array): Float64Array => Float64Array.of(1, ...input);

/** Draws a hidden layer with random weights, like a neural network with another seed. */
export function drawHiddenLayer(rng: Rng, width: number): (input: Float64Array) => Float64Array {
  const units = Array.from({ length: width }, () =>
    Float64Array.from({ length: inputCount + 1 }, () => 2 * drawNormal(rng)),
  );
  return (input) =>
    Float64Array.of(
      ...rawFeatures(input),
      ...units.map((unit) =>
        Math.tanh(input.reduce((sum, value, i) => sum + unit[i + 1]! * (value - 0.5), unit[0]! / 2)),
      ),
    );
}

/** Solves a linear system by Gaussian elimination; its last column is the right-hand side. */
function solve(system: Float64Array[]): Float64Array {
  const size = system.length;
  for (let k = 0; k < size; k++) {
    let pivot = k;
    for (let i = k + 1; i < size; i++) if (Math.abs(system[i]![k]!) > Math.abs(system[pivot]![k]!)) pivot = i;
    [system[k], system[pivot]] = [system[pivot]!, system[k]!];
    for (let i = k + 1; i < size; i++) {
      const factor = system[i]![k]! / system[k]![k]!;
      for (let j = k; j <= size; j++) system[i]![j]! -= factor * system[k]![j]!;
    }
  }
  const solution = new Float64Array(size);
  for (let k = size - 1; k >= 0; k--) {
    let rest = system[k]![size]!;
    for (let j = k + 1; j < size; j++) rest -= system[k]![j]! * solution[j]!;
    solution[k] = rest / system[k]![k]!;
  }
  return solution;
}
