import { quoteValue } from '../files/quote-value';
import { decideOperator, findDomain, type OnnxDomain } from './operators';
import { type Attribute, readAttribute } from './read-attribute';
import { readName } from './read-name';
import { fail, type Scan, type Span } from './scan';
import { cursorSpan, type Visitors, walkMessage } from './walk-message';

/** A node with an operator that is run. An input of an empty name is left out. */
export type Node = {
  readonly domain: OnnxDomain;
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly offset: number;
};

type Draft = {
  domainName: string;
  operator: string;
  readonly inputs: string[];
  readonly outputs: string[];
  readonly attributeSpans: Span[];
};

const visitors: Visitors<'NodeProto', Draft> = {
  input: ({ inputs }, cursor, _, scan) => inputs.push(readName(scan, cursor)),
  output: ({ outputs }, cursor, _, scan) => outputs.push(readName(scan, cursor)),
  op_type: (draft, cursor, _, scan) => {
    draft.operator = readName(scan, cursor);
  },
  domain: (draft, cursor, _, scan) => {
    draft.domainName = readName(scan, cursor);
  },
  // An overload is one of several local functions of a name.
  overload: (_, { start, stop }, __, scan) => {
    if (stop > start) fail(scan, 'local_functions', 'A node calls an overload.', start);
  },
  attribute: ({ attributeSpans }, cursor) => attributeSpans.push(cursorSpan(cursor)),
};

/** @param imports the domains that the model imports */
export function readNode(scan: Scan, span: Span, imports: ReadonlySet<OnnxDomain>): Node | null {
  const draft: Draft = { domainName: '', operator: '', inputs: [], outputs: [], attributeSpans: [] };
  walkMessage(scan, 'NodeProto', span, visitors, draft);
  if (scan.fault !== null) return null;
  const { domainName, operator, inputs, outputs, attributeSpans } = draft;
  const domain = requireDomain(scan, domainName, operator, imports, span.start);
  if (domain === null) return null;
  const attributes = readAttributes(scan, operator, attributeSpans);
  return { domain, operator, inputs, outputs, attributes, offset: span.start };
}

function requireDomain(
  scan: Scan,
  name: string,
  operator: string,
  imports: ReadonlySet<OnnxDomain>,
  offset: number,
): OnnxDomain | null {
  const domain = findDomain(name);
  if (domain === null) {
    fail(scan, 'foreign_domain', `A node is ${quoteValue(`${name}.${operator}`)}.`, offset);
    return null;
  }
  const code = decideOperator(domain, operator);
  if (code !== null) fail(scan, code, `A node is ${quoteValue(operator)} of ${domain}.`, offset);
  else if (!imports.has(domain))
    fail(scan, 'opset_version', `A node is of ${domain}, which isn’t imported.`, offset);
  return scan.fault === null ? domain : null;
}

function readAttributes(scan: Scan, operator: string, spans: readonly Span[]): Map<string, Attribute> {
  const attributes = new Map<string, Attribute>();
  for (const span of spans) {
    const attribute = readAttribute(scan, span);
    if (attribute === null) break;
    const { name, graph } = attribute;
    if (attributes.has(name))
      fail(scan, 'duplicate_attribute', `${operator} has ${quoteValue(name)} twice.`, span.start);
    const isBranch = operator === 'If' && (name === 'then_branch' || name === 'else_branch');
    if (graph !== null && !isBranch)
      fail(scan, 'unexpected_subgraph', `${operator} has a graph in ${quoteValue(name)}.`, span.start);
    attributes.set(name, attribute);
  }
  return attributes;
}
