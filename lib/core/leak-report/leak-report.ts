/** Minimum number of characters besides the link. */
export const evidenceTextMin = 80;

/** Classifies a report: evidence is a link with an explanation. The content isn't checked: the kind only determines the limit. */
export function classifyLeakReport(text: string, isSignedIn: boolean): LeakReportKind {
  if (!isSignedIn) return 'anonymous';
  const links = text.match(/https?:\/\/[^\s/]+\.[^\s]+/gi) ?? [];
  const words = links.reduce((rest, link) => rest.replace(link, ''), text).trim();
  return links.length > 0 && words.length >= evidenceTextMin ? 'evidence' : 'signed-in';
}

/** Author of a report: a person with evidence, a person, or an anonymous visitor. Each kind has its own limits. */
export const leakReportKinds = ['evidence', 'signed-in', 'anonymous'] as const;

export type LeakReportKind = (typeof leakReportKinds)[number];

export type LeakReportScope = 'network' | 'round' | 'site';

/** Maximum number of reports, of the kind and within the scope, in a period. */
export type LeakReportLimit = {
  readonly scope: LeakReportScope;
  readonly kind: LeakReportKind;
  readonly max: number;
  readonly windowMs: number;
  /** Only reports that aren't handled yet count. */
  readonly isOfWaiting: boolean;
};

const hourMs = 3_600_000;

const dayMs = 24 * hourMs;

function ofRound(kind: LeakReportKind): LeakReportLimit[] {
  const common = { scope: 'round', kind } as const;
  return [
    { ...common, max: 20, windowMs: hourMs, isOfWaiting: true },
    { ...common, max: 60, windowMs: dayMs, isOfWaiting: false },
  ];
}

/**
 * A report with evidence shares no limit with other people's reports, so that they can't block it. A person's own limit is a
 * budget (lib/core/quota/budgets.ts).
 */
export const leakReportLimits: { readonly [K in LeakReportKind]: readonly LeakReportLimit[] } = {
  evidence: [],
  'signed-in': ofRound('signed-in'),
  anonymous: [
    { scope: 'network', kind: 'anonymous', max: 3, windowMs: hourMs, isOfWaiting: false },
    ...ofRound('anonymous'),
    { scope: 'site', kind: 'anonymous', max: 200, windowMs: hourMs, isOfWaiting: false },
  ],
};
