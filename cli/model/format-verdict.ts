import type { SignatureFault, SignatureFit } from '@/lib/core/onnx/check-signature';

import type { ModelFault } from '@/lib/core/onnx/model-fault';
import { formatModelValue, type ModelSummary } from '@/lib/core/onnx/model-summary';

import { showLines } from '../archive/show-text';

/** Report on a model file: its format, whether it may be run, and whether it fits a benchmark. */
export type ModelVerdict = {
  readonly file: string;
  readonly accepted: boolean;
  readonly model: ModelSummary | null;
  readonly fit: SignatureFit | null;
  readonly faults: readonly (ModelFault | SignatureFault)[];
};

export function formatVerdict({ file, accepted, model, fit, faults }: ModelVerdict): string {
  return showLines([
    ...(model === null ? [] : describeModel(model)),
    ...faults.flatMap(describeFault),
    ...(fit === null
      ? []
      : [`✓ It fits the signature: the prediction is output ${fit.output.index + 1}, ${fit.output.name}.`]),
    accepted ? `✓ ${file} may be run.` : `✗ ${file} is refused.`,
  ]);
}

function describeModel({ irVersion, opsets, producer, inputs, outputs, nodeCount }: ModelSummary): string[] {
  const imports = opsets.map(({ domain, version }) => `${domain} ${version}`).join(', ');
  return [
    `IR ${irVersion}, ${imports}, by ${producer.name || 'an exporter without a name'} ${producer.version}`.trimEnd(),
    ...inputs.map((input) => `input ${formatModelValue(input)}`),
    ...outputs.map((output) => `output ${formatModelValue(output)}`),
    `${nodeCount.toLocaleString('en')} ${nodeCount === 1 ? 'node' : 'nodes'}`,
  ];
}

const describeFault = (fault: ModelFault | SignatureFault): string[] => [
  `${fault.code}: ${fault.found}`,
  `  ${'limit' in fault ? fault.limit : fault.wanted}`,
  `  ${fault.fix}`,
];
