/** Characters besides the link. */
export const evidenceTextMin = 80;

/** Evidence is a link to look at and some words about it. Nobody reads it here: it only decides whose room a report takes. */
export function classifyLeakReport(text: string, isSignedIn: boolean): LeakReportKind {
  if (!isSignedIn) return 'anonymous';
  const links = text.match(/https?:\/\/[^\s/]+\.[^\s]+/gi) ?? [];
  const words = links.reduce((rest, link) => rest.replace(link, ''), text).trim();
  return links.length > 0 && words.length >= evidenceTextMin ? 'evidence' : 'signed-in';
}

/** Whose word it is: a person's with evidence, a person's, or anybody's. Each kind has room of its own. */
export const leakReportKinds = ['evidence', 'signed-in', 'anonymous'] as const;

export type LeakReportKind = (typeof leakReportKinds)[number];

export type LeakReportScope = 'person' | 'network' | 'round' | 'site';

/** So many reports, of the kind and within the scope, in a time. */
export type LeakReportLimit = {
  readonly scope: LeakReportScope;
  readonly kind: LeakReportKind | 'any';
  readonly max: number;
  readonly windowMs: number;
  /** Whether what a maintainer has handled makes room. */
  readonly isOfWaiting: boolean;
};

const hourMs = 3_600_000;

const dayMs = 24 * hourMs;

const perPerson: LeakReportLimit = {
  scope: 'person',
  kind: 'any',
  max: 5,
  windowMs: hourMs,
  isOfWaiting: false,
};

function ofRound(kind: LeakReportKind): LeakReportLimit[] {
  const common = { scope: 'round', kind } as const;
  return [
    { ...common, max: 20, windowMs: hourMs, isOfWaiting: true },
    { ...common, max: 60, windowMs: dayMs, isOfWaiting: false },
  ];
}

/** A report with evidence shares nothing with others', so nobody else's reports can keep it out. */
export const leakReportLimits: { readonly [K in LeakReportKind]: readonly LeakReportLimit[] } = {
  evidence: [perPerson],
  'signed-in': [perPerson, ...ofRound('signed-in')],
  anonymous: [
    { scope: 'network', kind: 'anonymous', max: 3, windowMs: hourMs, isOfWaiting: false },
    ...ofRound('anonymous'),
    { scope: 'site', kind: 'anonymous', max: 200, windowMs: hourMs, isOfWaiting: false },
  ],
};
