/** How the labels are shared between the classes, in whole per cent: more would tell about single items. */
export function ClassShares({ shares }: { shares: Readonly<Record<string, number>> }) {
  return (
    <ul className="shares">
      {Object.entries(shares).map(([name, percent]) => (
        <li key={name}>
          <span className="breaks">{name}</span>
          <svg viewBox="0 0 100 7" preserveAspectRatio="none" aria-hidden="true">
            <path d="M0 6.5h100" stroke="var(--rule-2)" vectorEffect="non-scaling-stroke" />
            <path d={`M0 0h${percent}v7H0z`} fill="var(--sea)" />
          </svg>
          <span className="num">{percent}&nbsp;%</span>
        </li>
      ))}
    </ul>
  );
}
