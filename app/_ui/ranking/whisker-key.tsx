import { EvidenceMark } from '../glyphs/evidence-glyph';

/** The whisker once more, with its parts named. @param hasLast whether a score of the round before is drawn */
export function WhiskerKey({ hasLast }: { hasLast: boolean }) {
  return (
    <svg
      className="h-auto w-full max-w-470 font-sans text-[12.5px]/[normal] font-stretch-normal text-foreshore tabular-nums max-phone:text-[15px]/[normal] fill-ink-2"
      viewBox="0 0 470 112"
      role="img"
      aria-label="A score as a mark, its interval as a line, the leader's interval as a band behind it"
    >
      <path className="stroke-rule-2 stroke-1" d="M0 40H470M0 84H470" />
      <rect className="fill-shallow-2" x="196" y="40" width="170" height="44" />
      <path className="stroke-current stroke-7 opacity-32" d="M206 62H265" />
      <path className="stroke-current stroke-2" d="M150 62H322" />
      {hasLast && (
        <>
          <path className="stroke-ink-3 stroke-[1.5]" d="M286 69V76" />
          <path className="stroke-rule-2 stroke-1" d="M286 80V96H296" />
          <text x="302" y="100">
            <tspan className="fill-ink font-semibold">Last round,</tspan> on this scale
          </text>
        </>
      )}
      <g transform="translate(236 62)">
        <EvidenceMark evidence="in-round" />
      </g>
      <path className="stroke-rule-2 stroke-1" d="M150 58V22M236 54V22M366 52H384" />
      <text className="fill-ink font-semibold" x="150" y="14" textAnchor="middle">
        Interval
      </text>
      <text x="236" y="14">
        <tspan className="fill-ink font-semibold">Score,</tspan> shaped by evidence
      </text>
      <text className="fill-ink font-semibold" x="390" y="56">
        Leader’s
      </text>
      <text x="390" y="72">
        interval
      </text>
    </svg>
  );
}
