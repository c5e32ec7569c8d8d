import type { Node } from './read-node';
import { fail, type Scan } from './scan';
import type { ValueFacts } from './value-facts';

/**
 * Dropout draws only if its third input is true, so that has to be left out or a constant that is false. BatchNormalization in
 * training takes means from the batch at hand, so that a prediction would hang on its neighbours.
 */
export function checkInference(scan: Scan, node: Node, inputs: readonly ValueFacts[]): void {
  const { operator, offset } = node;
  if (operator === 'Dropout' && (node.inputs[2] ?? '') !== '' && inputs[2]?.values?.[0] !== 0)
    fail(scan, 'random_operator', 'A Dropout isn’t known to be switched off.', offset);
  if (operator !== 'BatchNormalization') return;
  const mode = node.attributes.get('training_mode')?.values?.[0] ?? 0;
  if (mode !== 0 || node.outputs.filter((name) => name !== '').length > 1)
    fail(scan, 'training_mode', 'A BatchNormalization is in training.', offset);
}
