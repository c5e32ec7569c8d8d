import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Command } from 'commander';
import { ArchiveUnreadable } from '@/lib/contracts/archive/archive-limits';
import { modelSignatureSchema } from '@/lib/contracts/model-signature';
import { describeIssue } from '@/lib/contracts/parse-metadata';
import { checkModel, checkModelSize } from '@/lib/core/onnx/check-model';
import { checkSignature, type SignatureFault, type SignatureFit } from '@/lib/core/onnx/check-signature';
import type { ModelFault } from '@/lib/core/onnx/model-fault';
import { formatModelValue, type ModelSignature, type ModelSummary } from '@/lib/core/onnx/model-summary';
import { describeFailure, showJson, showLines, typedFrom } from './archive/terminal';

/** Result for a model file: its format, whether it may be run, and whether it fits a benchmark. */
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

const program = new Command('check-model')
  .description(
    'Checks an ONNX file with the code of the site, without running it; with a signature also its inputs and outputs. Exit code 0: it may be run; 1: it may not, with the reason; 2: it could not be read.',
  )
  .argument('<file>', 'the .onnx file')
  .option('--signature <file>', 'JSON of the inputs and outputs that a benchmark wants: docs/models.md')
  .option('--json', 'print the verdict as JSON')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(async (file: string, options: { signature?: string; json?: boolean }) => {
    const signature = options.signature === undefined ? null : await readSignature(options.signature);
    const verdict = await judge(resolve(typedFrom(), file), signature);
    console.log(options.json ? showJson(verdict) : formatVerdict(verdict));
    process.exitCode = verdict.accepted ? 0 : 1;
  });

/** Reads a benchmark's model signature from a JSON file. @throws ArchiveUnreadable */
async function readSignature(file: string): Promise<ModelSignature> {
  const path = resolve(typedFrom(), file);
  await requireFile(path);
  const parsed = modelSignatureSchema.safeParse(parseJson(path, await readFile(path, 'utf8')), {
    error: describeIssue,
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ArchiveUnreadable(`${path}: ${issue?.path.join('.') || 'it'}: ${issue?.message}`);
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ArchiveUnreadable(`${path} is not JSON`);
  }
}

/**
 * Returns the size of a file. Links are followed, since the user chose the path. @throws ArchiveUnreadable
 */
async function requireFile(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new ArchiveUnreadable(`there is no ${path}`);
  if (!found.isFile()) throw new ArchiveUnreadable(`${path} is no file`);
  return found.size;
}

async function judge(path: string, signature: ModelSignature | null): Promise<ModelVerdict> {
  const file = basename(path);
  const refused = { file, accepted: false, model: null, fit: null };
  const tooLarge = checkModelSize(await requireFile(path));
  if (tooLarge !== null) return { ...refused, faults: [tooLarge] };
  const model = checkModel(await readFile(path));
  if (!model.ok) return { ...refused, faults: [model.error] };
  if (signature === null) return { ...refused, accepted: true, model: model.value, faults: [] };
  const fit = checkSignature(model.value, signature);
  return fit.ok
    ? { file, accepted: true, model: model.value, fit: fit.value, faults: [] }
    : { ...refused, model: model.value, faults: fit.error };
}

try {
  await program.parseAsync();
} catch (error) {
  // Exit code 2 means that the check could not be made; 1, that the model file is refused.
  process.exitCode = 2;
  console.error(describeFailure(error));
}
