/** Minimum number of characters that a report with evidence must have besides its link. */
export const evidenceTextMin = 80;

/**
 * Classifies a leak report. Evidence is a link with an explanation; the content isn't checked, since the kind only
 * determines which limits apply.
 */
export function classifyLeakReport(text: string, isSignedIn: boolean): LeakReportKind {
  if (!isSignedIn) return 'anonymous';
  const links = text.match(/https?:\/\/[^\s/]+\.[^\s]+/gi) ?? [];
  const words = links.reduce((rest, link) => rest.replace(link, ''), text).trim();
  return links.length > 0 && words.length >= evidenceTextMin ? 'evidence' : 'signed-in';
}

/**
 * Kinds of leak reports by author: a signed-in person with evidence, a signed-in person without, or an anonymous visitor.
 * Each kind has its own limits.
 */
export const leakReportKinds = ['evidence', 'signed-in', 'anonymous'] as const;

export type LeakReportKind = (typeof leakReportKinds)[number];

export type LeakReportScope = 'network' | 'round' | 'site';

/** Maximum number of reports of a kind, within a scope, in a period. */
export type LeakReportLimit = {
  readonly scope: LeakReportScope;
  readonly kind: LeakReportKind;
  readonly max: number;
  readonly windowMs: number;
  /** True if only reports that no maintainer has handled yet count. */
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
 * Limits by kind of report. Reports with evidence have no limit in common with other people's reports, so that these can't
 * block them. A person's own limit is a budget (lib/core/quota/budgets.ts).
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
