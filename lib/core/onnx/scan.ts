import { type ModelFault, type ModelFaultCode, makeModelFault } from './model-fault';
import { modelLimits } from './model-limits';

/** A part of the file: the bytes from `start` up to `end`. */
export type Span = { readonly start: number; readonly end: number };

const allowances = {
  nodes: { max: modelLimits.nodeCountMax, code: 'too_many_nodes', what: 'nodes' },
  parts: { max: modelLimits.partCountMax, code: 'too_many_parts', what: 'parts' },
  names: { max: modelLimits.nameCountMax, code: 'too_many_parts', what: 'inputs and outputs of nodes' },
  texts: { max: modelLimits.textCountMax, code: 'too_many_parts', what: 'texts' },
  numbers: { max: modelLimits.numberCountMax, code: 'too_many_parts', what: 'numbers outside raw data' },
  comments: {
    max: modelLimits.commentBytesMax,
    code: 'comments_too_large',
    what: 'bytes of descriptions and properties',
  },
  made: { max: modelLimits.madeElementCountMax, code: 'made_too_large', what: 'elements made by nodes' },
} as const satisfies Record<string, { max: number; code: ModelFaultCode; what: string }>;

export type Allowance = keyof typeof allowances;

/**
 * One look at one file. The first fault stays, and every reader stops at the next field once there is one, so that nothing has
 * to be thrown. `steps` counts fields and bytes looked at one by one: the work that was done, whatever the clock says.
 */
export type Scan = {
  readonly bytes: Uint8Array;
  readonly spent: Record<Allowance, number>;
  fault: ModelFault | null;
  steps: number;
};

export const createScan = (bytes: Uint8Array): Scan => ({
  bytes,
  spent: { nodes: 0, parts: 0, names: 0, texts: 0, numbers: 0, comments: 0, made: 0 },
  fault: null,
  steps: 0,
});

/** Keeps the fault if it is the first. */
export function fail(scan: Scan, code: ModelFaultCode, found: string, offsetBytes: number): void {
  scan.fault ??= makeModelFault(code, found, offsetBytes);
}

/** Takes from what the whole file may have. */
export function spend(scan: Scan, allowance: Allowance, amount: number, offsetBytes: number): void {
  scan.spent[allowance] += amount;
  const { max, code, what } = allowances[allowance];
  if (scan.spent[allowance] > max)
    fail(scan, code, `The model has more than ${max.toLocaleString('en')} ${what}.`, offsetBytes);
}
