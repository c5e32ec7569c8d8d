import { quoteValue } from '../files/quote-value';
import { fail, type Scan } from './scan';
import { nothingKnown, type ValueFacts } from './value-facts';

/** The values that a graph may use by name: its own, and those of the graphs around it. */
export type GraphScope = { readonly values: Map<string, ValueFacts>; readonly outer: GraphScope | null };

/** Names are unique among everything that can be seen, so that a name means one value whoever reads the file. */
export function defineValue(
  scan: Scan,
  scope: GraphScope,
  name: string,
  facts: ValueFacts,
  offset: number,
): void {
  if (findValue(scope, name) !== null)
    fail(scan, 'duplicate_name', `Two values are called ${quoteValue(name)}.`, offset);
  scope.values.set(name, facts);
}

/** Refuses a name that nothing before it has made. */
export function requireValue(scan: Scan, scope: GraphScope, name: string, offset: number): ValueFacts {
  const facts = findValue(scope, name);
  if (facts === null) fail(scan, 'unknown_value', `Nothing before it makes ${quoteValue(name)}.`, offset);
  return facts ?? nothingKnown;
}

function findValue(scope: GraphScope, name: string): ValueFacts | null {
  for (let one: GraphScope | null = scope; one !== null; one = one.outer) {
    const facts = one.values.get(name);
    if (facts !== undefined) return facts;
  }
  return null;
}
