import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every way in which a number or a word may lie in bytes. */
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
  return traces;
}

/** The tokens of which a trace lies in the bytes. */
export function findTokens(bytes: Buffer, tokens: readonly string[]): string[] {
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
