import type { ModelSignature } from '../../../onnx/model-summary';

const features = [
  { name: 'hour', type: 'number' },
  { name: 'distance', type: 'number' },
  { name: 'carrier', type: 'category', categories: ['AA', 'DL', 'UA'] },
] as const;

/** A signature for each kind of model input and output. */
export const signaturesOfSnippets: Readonly<Record<string, ModelSignature>> = {
  'a table, probabilities': {
    input: { kind: 'one-tensor', shape: [3], features },
    output: { kind: 'probabilities', classes: ['on time', 'late'] },
  },
  'a table, the place of the class': {
    input: { kind: 'one-tensor', shape: [3], features },
    output: { kind: 'class-index', classes: ['on time', 'late', 'cancelled'] },
  },
  'an input a feature, the class by its name': {
    input: { kind: 'input-per-feature', features },
    output: { kind: 'label', classes: ['on time', 'late'] },
  },
  'numbers, the class by its number': {
    input: { kind: 'one-tensor', shape: [2], features: features.slice(0, 2) },
    output: { kind: 'label', classes: ['0', '1', '2'] },
  },
  'a table, a number': {
    input: { kind: 'one-tensor', shape: [3], features },
    output: { kind: 'number' },
  },
  'tensors, probabilities': {
    input: { kind: 'one-tensor', shape: [4, 5], features: [] },
    output: { kind: 'probabilities', classes: ['cat', 'dog', 'owl'] },
  },
};
