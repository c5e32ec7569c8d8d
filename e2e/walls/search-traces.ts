import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every encoding of a number, a word, or several numbers separated by spaces. */
function tracesOf(token: string): Buffer[] {
  const utf8 = Buffer.from(token);
  const traces = [
    utf8,
    Buffer.from(token, 'utf16le'),
    Buffer.from(utf8.toString('hex')),
    Buffer.from(utf8.toString('base64').replace(/=+$/, '').slice(0, -1)),
  ];
  const number = Number(token);
  if (Number.isFinite(number)) {
    const double = Buffer.alloc(8);
    double.writeDoubleLE(number);
    traces.push(Buffer.from(double), Buffer.from(double).reverse());
  }
  // A single 32-bit number may occur by chance.
  const several = token.split(' ').map(Number);
  if (several.length > 1 && several.every(Number.isFinite))
    traces.push(Buffer.from(Float32Array.from(several).buffer));
  return traces;
}

const prefixLength = 4;

type Traces = {
  /** Marks each pair of first bytes of any trace, which excludes most positions of a response. */
  isPrefix: Uint8Array;
  /** Traces by their first four bytes, read as one number. */
  byPrefix: Map<number, { token: string; trace: Buffer }[]>;
};

/** Thousands of responses are searched for the same list of tokens, and each is read once for all of their traces. */
const tracesOfLists = new WeakMap<readonly string[], Traces>();

function gatherTraces(tokens: readonly string[]): Traces {
  const known = tracesOfLists.get(tokens);
  if (known) return known;
  const gathered: Traces = { isPrefix: new Uint8Array(2 ** 16), byPrefix: new Map() };
  for (const token of tokens)
    for (const trace of tracesOf(token)) {
      if (trace.length < prefixLength) throw new Error(`${token} is too short to be searched for`);
      gathered.isPrefix[trace.readUInt16BE()] = 1;
      const prefix = trace.readUInt32BE();
      gathered.byPrefix.set(prefix, [...(gathered.byPrefix.get(prefix) ?? []), { token, trace }]);
    }
  tracesOfLists.set(tokens, gathered);
  return gathered;
}

/** The tokens of which a trace occurs in the bytes. */
export function findTokens(bytes: Buffer, tokens: readonly string[]): string[] {
  const { isPrefix, byPrefix } = gatherTraces(tokens);
  const found = new Set<string>();
  for (let at = 0; at <= bytes.length - prefixLength; at++) {
    if (isPrefix[(bytes[at]! << 8) | bytes[at + 1]!] === 0) continue;
    for (const { token, trace } of byPrefix.get(bytes.readUInt32BE(at)) ?? [])
      if (bytes.subarray(at, at + trace.length).equals(trace)) found.add(token);
  }
  return tokens.filter((token) => found.has(token));
}

/** Searches every file below a folder. */
export function findTokensBelow(
  folder: string,
  tokens: readonly string[],
  skip: (path: string) => boolean = () => false,
): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => !skip(path) && statSync(path).isFile())
    .flatMap((path) => findTokens(readFileSync(path), tokens).map((token) => `${path}: ${token}`));
}
