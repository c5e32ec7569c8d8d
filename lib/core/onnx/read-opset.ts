import { quoteValue } from '../files/quote-value';
import { modelLimits } from './model-limits';
import { findDomain, type OnnxDomain } from './operators';
import { readName } from './read-name';
import { fail, type Scan, type Span } from './scan';
import { type Visitors, walkMessage } from './walk-message';

/** The operators of a domain as one version of ONNX has them. */
export type Opset = { readonly domain: OnnxDomain; readonly version: number };

type Draft = { domainName: string; version: number };

const visitors: Visitors<'OperatorSetIdProto', Draft> = {
  domain: (draft, cursor, _, scan) => {
    draft.domainName = readName(scan, cursor);
  },
  version: (draft, { value }) => {
    draft.version = value;
  },
};

/**
 * Adds an import to the ones before. Runtimes take the last of two of a domain, which has two names at that, so two must agree:
 * skl2onnx says the same import twice.
 */
export function readOpset(scan: Scan, span: Span, opsets: Opset[]): void {
  const draft: Draft = { domainName: '', version: 0 };
  walkMessage(scan, 'OperatorSetIdProto', span, visitors, draft);
  const { domainName, version } = draft;
  const domain = findDomain(domainName);
  if (domain === null) {
    fail(scan, 'foreign_domain', `The model imports ${quoteValue(domainName)}.`, span.start);
    return;
  }
  const { min, max } = modelLimits.opsetVersion[domain];
  if (version < min || version > max)
    fail(scan, 'opset_version', `The model imports ${domain} ${version}.`, span.start);
  const before = opsets.find((one) => one.domain === domain);
  if (before === undefined) opsets.push({ domain, version });
  else if (before.version !== version)
    fail(
      scan,
      'duplicate_opset',
      `The model imports ${domain} ${before.version} and ${version}.`,
      span.start,
    );
}
