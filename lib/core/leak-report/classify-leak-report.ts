import type { LeakReportKind } from './leak-report-limits';

/** Characters besides the link. */
export const evidenceTextMin = 80;

/** Evidence is a link to look at and some words about it. Nobody reads it here: it only decides whose room a report takes. */
export function classifyLeakReport(text: string, isSignedIn: boolean): LeakReportKind {
  if (!isSignedIn) return 'anonymous';
  const links = text.match(/https?:\/\/[^\s/]+\.[^\s]+/gi) ?? [];
  const words = links.reduce((rest, link) => rest.replace(link, ''), text).trim();
  return links.length > 0 && words.length >= evidenceTextMin ? 'evidence' : 'signed-in';
}
