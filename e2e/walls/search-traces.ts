import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every way in which a number, a word, or several numbers with spaces between them may lie in bytes. */
export function tracesOf(token: string): Buffer[] {
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
  // One number of 32 bits may stand anywhere by chance.
  const several = token.split(' ').map(Number);
  if (several.length > 1 && several.every(Number.isFinite))
    traces.push(Buffer.from(Float32Array.from(several).buffer));
  return traces;
}

/** One expression for all traces of a list of tokens: thousands of answers are searched for the same ones. */
const patterns = new WeakMap<readonly string[], RegExp>();

/** Latin-1 has a character for each byte. */
function patternOf(tokens: readonly string[]): RegExp {
  const known = patterns.get(tokens);
  if (known) return known;
  const literals = tokens
    .flatMap(tracesOf)
    .map((trace) => trace.toString('latin1').replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const pattern = new RegExp(literals.join('|'));
  patterns.set(tokens, pattern);
  return pattern;
}

/** The tokens of which a trace lies in the bytes. */
export function findTokens(bytes: Buffer, tokens: readonly string[]): string[] {
  if (!patternOf(tokens).test(bytes.toString('latin1'))) return [];
  return tokens.filter((token) => tracesOf(token).some((trace) => bytes.includes(trace)));
}

/** Looks through every file below a folder. */
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
