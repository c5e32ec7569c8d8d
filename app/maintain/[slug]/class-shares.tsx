/** How the labels are shared between the classes, in whole per cent: more would tell about single items. */
export function ClassShares({ shares }: { shares: Readonly<Record<string, number>> }) {
  return (
    <ul className="max-w-420">
      {Object.entries(shares).map(([name, percent]) => (
        <li
          key={name}
          className="grid grid-cols-[minmax(70px,auto)_1fr_48px] items-center gap-s3 max-small:grid-cols-[auto_1fr_40px] max-small:gap-s2"
        >
          <span className="wrap-anywhere">{name}</span>
          <svg viewBox="0 0 100 7" preserveAspectRatio="none" aria-hidden="true" className="h-7 w-full">
            <path d="M0 6.5h100" stroke="var(--rule-2)" vectorEffect="non-scaling-stroke" />
            <path d={`M0 0h${percent}v7H0z`} fill="var(--sea)" />
          </svg>
          <span className="text-right whitespace-nowrap">{percent}&nbsp;%</span>
        </li>
      ))}
    </ul>
  );
}
