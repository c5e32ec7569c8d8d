import type { Finding } from '@/app/_ui/submit/findings-table';
import { checkModel, checkModelSize } from '@/lib/core/onnx/check-model';
import { checkSignature } from '@/lib/core/onnx/check-signature';
import type { ModelFault } from '@/lib/core/onnx/model-fault';
import { formatModelValue, type ModelSignature, type ModelSummary } from '@/lib/core/onnx/model-summary';
import { passes } from './check-file';
import type { FileCheck } from './use-file-check';

const count = new Intl.NumberFormat('en');

/** The scorer's own check of a model's file, in the browser: nothing is run, and nothing leaves the machine. */
export async function checkModelFile(file: File, signature: ModelSignature): Promise<FileCheck> {
  const tooLarge = checkModelSize(file.size);
  if (tooLarge) return stops([blockedBy(tooLarge)]);
  const checked = checkModel(new Uint8Array(await file.arrayBuffer()));
  if (!checked.ok) return stops([blockedBy(checked.error)]);
  const fit = checkSignature(checked.value, signature);
  if (!fit.ok) return stops(fit.error.map(({ found, wanted, fix }) => blocks(found, `${wanted} ${fix}`)));
  return { kind: 'checked', by: 'browser', problemCount: 0, findings: summarize(checked.value) };
}

const stops = (findings: Finding[]): FileCheck => ({
  kind: 'checked',
  by: 'browser',
  problemCount: findings.length,
  findings,
});

const blocks = (detail: string, hint: string): Finding => ({
  result: 'block',
  line: null,
  column: null,
  detail,
  hint,
  excerpt: null,
});

const blockedBy = ({ found, limit, fix }: ModelFault): Finding => blocks(found, `${limit} ${fix}`);

const summarize = ({ irVersion, opsets, nodeCount, inputs, outputs }: ModelSummary): Finding[] => [
  passes(
    `ONNX, IR version ${irVersion}, ${opsets.map(({ domain, version }) => `${domain} ${version}`).join(', ')}; ${count.format(nodeCount)} ${nodeCount === 1 ? 'node' : 'nodes'}, all allowed`,
  ),
  passes(
    `From ${inputs.map(formatModelValue).join(', ')} to ${outputs.map(formatModelValue).join(', ')}, as the benchmark wants it`,
  ),
];
