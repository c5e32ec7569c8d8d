import type { FreshnessState } from '@/lib/core/freshness/freshness-state';

const waterLine: Record<FreshnessState, number | null> = {
  fresh: 6,
  aging: 12.5,
  stale: 18.5,
  retired: null,
  unproven: null,
};

/** Freshness is a tide staff: the water stands high, half, low, or not at all. Unproven is a staff that nobody has read yet. */
export function FreshnessGlyph({ freshness, className }: { freshness: FreshnessState; className: string }) {
  const y = waterLine[freshness];
  return (
    <svg className={`glyph ${className}`} viewBox="0 0 16 24" aria-hidden="true">
      {y !== null && (
        <>
          <path d={`M3 ${y}c2-1.8 4-1.8 6 0s4 1.8 6 0V22H3z`} fill="currentColor" opacity=".24" />
          <path d={`M3 ${y}c2-1.8 4-1.8 6 0s4 1.8 6 0`} fill="none" stroke="currentColor" strokeWidth="2" />
        </>
      )}
      {freshness === 'unproven' && (
        <path
          d="M6 12.5c1.5-1.4 3-1.4 4.5 0s3 1.4 4.5 0"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.2"
          strokeDasharray="2 1.8"
        />
      )}
      <path
        d="M3 1v21.3h12.5M3 4.5h3.5M3 8.8h2.2M3 13.2h3.5M3 17.6h2.2"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.2"
      />
    </svg>
  );
}
