import type { FreshnessState } from '@/lib/core/freshness/freshness';
import { freshnessMarks } from '../svg/freshness-mark';

export function FreshnessGlyph({ freshness, className }: { freshness: FreshnessState; className: string }) {
  return (
    <svg
      className={`glyph ${className}`}
      viewBox="0 0 16 24"
      aria-hidden="true"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: marks are constants of this code
      dangerouslySetInnerHTML={{ __html: freshnessMarks[freshness] }}
    />
  );
}
