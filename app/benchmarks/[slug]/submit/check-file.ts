import type { Excerpt, Finding } from '@/app/_ui/submit/findings-table';
import { detectCompression, openPlain } from '@/app/_ui/verify/read-bytes';
import type { DryRunView } from '@/lib/contracts/model';
import type { Task } from '@/lib/core/benchmark';
import type { JsonValue } from '@/lib/core/files/canonical-json';
import { createDelimitedReader } from '@/lib/core/files/delimited-reader';
import { detectFormat } from '@/lib/core/files/detect-format';
import type { FileProblem } from '@/lib/core/files/file-problem';
import { createJsonlReader } from '@/lib/core/files/jsonl-reader';
import type { RowReader } from '@/lib/core/files/row-reader';
import { artefactBytesMax } from '@/lib/core/model/model-version';
import { checkModel, checkModelSize } from '@/lib/core/onnx/check-model';
import { checkSignature } from '@/lib/core/onnx/check-signature';
import type { ModelFault } from '@/lib/core/onnx/model-fault';
import { formatModelValue, type ModelSignature, type ModelSummary } from '@/lib/core/onnx/model-summary';
import { createItemIndex, type ItemIndex } from '@/lib/core/round/item-index';
import { countClipped, describeClipped } from '@/lib/core/scoring/count-clipped';
import { countPlainBytesMax, parsePredictions } from '@/lib/core/submission/parse-predictions';
import type { PredictionsSpec } from '@/lib/core/submission/validate-predictions';

export type CheckSpec = {
  task: Task;
  classes: readonly string[];
  needsProbabilities: boolean;
  inputsUrl: string;
  /** ε to which log loss clips probabilities; null if no metric of the benchmark clips them. */
  logLossClip: number | null;
};

/** State of the check of the file that the reader has chosen. */
export type FileCheck =
  | { kind: 'none' }
  | { kind: 'checking'; share: number }
  /** A model is being tried on the public sample, in a dry run on the site. */
  | { kind: 'trying'; dryRun: DryRunView }
  | { kind: 'checked'; by: 'browser' | 'server'; findings: readonly Finding[]; problemCount: number }
  /** The browser can't check the file, only the server can; `why` is the reason. */
  | { kind: 'unchecked'; why: string };

const count = new Intl.NumberFormat('en');

/** Checks the chosen prediction file in the browser. */
export async function checkFile(
  file: File,
  spec: CheckSpec,
  onRead: (share: number) => void,
): Promise<FileCheck> {
  const packing = await detectCompression(file);
  if (typeof packing === 'object')
    return {
      kind: 'checked',
      by: 'browser',
      problemCount: 1,
      findings: [{ ...packing, result: 'block', excerpt: null }],
    };
  if (packing === 'zip' || packing === 'Parquet')
    return {
      kind: 'unchecked',
      why: `A ${packing === 'zip' ? 'zip archive' : 'Parquet file'} is checked by the server; that is free too.`,
    };
  let ids: Awaited<ReturnType<typeof readItemIndex>>;
  try {
    ids = await readItemIndex(spec.inputsUrl);
  } catch {
    return { kind: 'unchecked', why: 'The ids of the round could not be fetched; the server can check it.' };
  }
  const checked = await checkPredictions(file, packing, { ...spec, ids }, onRead);
  if (checked.problemCount === 0)
    return {
      kind: 'checked',
      by: 'browser',
      problemCount: 0,
      findings: [
        passes('Header and encoding are right'),
        passes(`All ${count.format(checked.itemCount)} items have one usable prediction`),
        ...warnOfClipped(checked.clippedCount, spec.logLossClip),
      ],
    };
  const excerpts = await readExcerpts(file, packing, checked.problems).catch(() => new Map());
  return {
    kind: 'checked',
    by: 'browser',
    problemCount: checked.problemCount,
    findings: checked.problems.map(({ line, column, detail, hint }) => ({
      result: 'block',
      line,
      column,
      detail,
      hint,
      excerpt: excerpts.get(`${line}:${column}`) ?? null,
    })),
  };
}

/** A note about probabilities that log loss clips; empty if there are none. */
export const warnOfClipped = (clippedCount: number, clip: number | null): Finding[] =>
  clip === null || clippedCount === 0
    ? []
    : [{ ...passes(describeClipped(clippedCount, clip)), result: 'warn' }];

export const passes = (detail: string) =>
  ({ result: 'pass', line: null, column: null, detail, hint: '', excerpt: null }) as const;

type Checked = {
  itemCount: number;
  problems: readonly FileProblem[];
  problemCount: number;
  /** Number of probabilities that are closer to 0 or 1 than the clip. */
  clippedCount: number;
};

/** Runs the server's check in the browser; nothing is uploaded. */
export async function checkPredictions(
  file: File,
  packing: 'plain' | 'gzip',
  spec: Omit<PredictionsSpec, 'format'> & { readonly logLossClip: number | null },
  onRead: (share: number) => void,
): Promise<Checked> {
  const itemCount = spec.ids.size;
  try {
    const bytesMax = countPlainBytesMax({ ...spec, itemCount });
    const bytes = upTo(bytesMax, openPlain(file, packing, onRead));
    const result = await parsePredictions(bytes, spec);
    if (!result.ok) return { itemCount, clippedCount: 0, ...result.error };
    const clippedCount = countClipped(result.value, spec.logLossClip);
    return { itemCount, problems: [], problemCount: 0, clippedCount };
  } catch (error) {
    if (error instanceof TooLarge)
      return { itemCount, problems: [error.problem], problemCount: 1, clippedCount: 0 };
    if (packing === 'gzip' && error instanceof TypeError)
      return { itemCount, problems: [damagedGzip], problemCount: 1, clippedCount: 0 };
    throw error;
  }
}

/** Thrown to stop reading a file that exceeds the server's size limit. */
class TooLarge extends Error {
  readonly problem: FileProblem;

  constructor(bytesMax: number) {
    super('too large');
    this.problem = {
      code: 'too_large',
      line: null,
      column: null,
      detail: `the file has more than ${bytesMax} bytes of text`,
      hint: `Send at most ${bytesMax} bytes of text: no file of this round needs more.`,
    };
  }
}

async function* upTo(bytesMax: number, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let byteCount = 0;
  for await (const piece of pieces) {
    byteCount += piece.length;
    if (byteCount > bytesMax) throw new TooLarge(bytesMax);
    yield piece;
  }
}

const damagedGzip: FileProblem = {
  code: 'bad_archive',
  line: null,
  column: null,
  detail: 'the gzip file is damaged or cut off',
  hint: 'Make the archive again and send it again.',
};

const beforeMax = 24;

const afterMax = 24;

const lineLengthMax = 20_000;

/**
 * Reads the text around each of these places. Reads the file a second time, up to the line of the last place.
 * @param places lines and columns, counted from 1
 * @returns excerpts by `line:column`
 */
async function readExcerpts(
  file: File,
  packing: 'plain' | 'gzip',
  places: readonly { line: number | null; column: number | null }[],
): Promise<ReadonlyMap<string, Excerpt>> {
  const wanted = places.filter(
    (place): place is { line: number; column: number | null } => place.line !== null,
  );
  const lastLine = Math.max(0, ...wanted.map(({ line }) => line));
  const excerpts = new Map<string, Excerpt>();
  const decoder = new TextDecoder();
  let text = '';
  let line = 1;
  const cut = (content: string) => {
    for (const place of wanted)
      if (place.line === line) excerpts.set(`${line}:${place.column}`, excerptOf(content, place.column ?? 1));
    line += 1;
  };
  for await (const bytes of openPlain(file, packing, () => {})) {
    text += decoder.decode(bytes, { stream: true });
    for (let end = text.indexOf('\n'); end !== -1 && line <= lastLine; end = text.indexOf('\n')) {
      cut(text.slice(0, Math.min(end, lineLengthMax)).replace(/\r$/, ''));
      text = text.slice(end + 1);
    }
    if (line > lastLine) return excerpts;
    if (text.length > lineLengthMax * 4) return excerpts;
  }
  if (line <= lastLine) cut(text);
  return excerpts;
}

/** The value that begins at the column, up to the next comma, with a little text before and after. */
function excerptOf(content: string, column: number): Excerpt {
  const start = Math.min(column - 1, content.length);
  const comma = content.indexOf(',', start);
  const end = Math.min(comma === -1 ? content.length : comma, start + 40);
  const from = Math.max(0, start - beforeMax);
  const to = Math.min(content.length, end + afterMax);
  return {
    before: (from > 0 ? '…' : '') + content.slice(from, start),
    marked: content.slice(start, end),
    after: content.slice(end, to) + (to < content.length ? '…' : ''),
  };
}

const itemIndexes = new Map<string, Promise<ItemIndex>>();

/** The ids of a round's items, from its published inputs. Fetched once for each address while the page is open. */
function readItemIndex(inputsUrl: string): Promise<ItemIndex> {
  const index = itemIndexes.get(inputsUrl) ?? fetchIndex(inputsUrl);
  itemIndexes.set(inputsUrl, index);
  index.catch(() => itemIndexes.delete(inputsUrl));
  return index;
}

async function fetchIndex(inputsUrl: string): Promise<ItemIndex> {
  const response = await fetch(inputsUrl);
  if (!response.ok || !response.body) throw new Error(`the inputs responded with ${response.status}`);
  const ids: string[] = [];
  let column = -1;
  const handler = {
    onHeader: (names: readonly string[]) => {
      column = names.indexOf('id');
      return column >= 0;
    },
    onRow: (fields: readonly JsonValue[]) => {
      ids.push(String(fields[column]));
    },
    onProblem: () => {
      throw new Error('the published inputs are unreadable');
    },
  };
  let reader: RowReader | null = null;
  const chunks = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let next = await chunks.read(); !next.done; next = await chunks.read()) {
    reader ??=
      detectFormat(next.value) === 'jsonl' ? createJsonlReader(handler) : createDelimitedReader(handler);
    reader.push(next.value);
  }
  reader?.finish();
  return createItemIndex(ids);
}

/** Runs the scorer's check of a model file in the browser. The model itself isn't run, and nothing is uploaded. */
export async function checkModelFile(file: File, signature: ModelSignature): Promise<FileCheck> {
  const tooLarge = checkModelSize(file.size);
  if (tooLarge) return stops([blockedBy(tooLarge)]);
  const checked = checkModel(new Uint8Array(await file.arrayBuffer()));
  if (!checked.ok) return stops([blockedBy(checked.error)]);
  const fit = checkSignature(checked.value, signature);
  if (!fit.ok) return stops(fit.error.map(({ found, wanted, fix }) => blocks(found, `${wanted} ${fix}`)));
  return { kind: 'checked', by: 'browser', problemCount: 0, findings: summarize(checked.value) };
}

/** Only measures the size of a container image: the site checks its content, for which a browser would need minutes. */
export async function checkImageFile({ size }: File): Promise<FileCheck> {
  if (size === 0) return stops([blocks('The file is empty.', saveAgain)]);
  if (size > artefactBytesMax.container)
    return stops([
      blocks(
        `The file has ${count.format(size)} bytes; at most ${count.format(artefactBytesMax.container)} are accepted.`,
        'Use a smaller base image.',
      ),
    ]);
  return { kind: 'unchecked', why: 'An image is checked on the site, when it has been sent.' };
}

const saveAgain = 'Save the image with docker save mine | gzip > mine.tar.gz.';

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
