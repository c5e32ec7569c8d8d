export type CheckResult = 'pass' | 'warn' | 'block';

/** A tick passes, an open triangle warns, a filled square with a bar stops. */
export function CheckGlyph({ result, className = '' }: { result: CheckResult; className?: string }) {
  return (
    <svg className={`glyph ${checkTones[result]} ${className}`} viewBox="0 0 14 14" aria-hidden="true">
      {shapes[result]}
    </svg>
  );
}

/** The colour of each result. */
export const checkTones: Readonly<Record<CheckResult, string>> = {
  pass: 'text-sea',
  warn: 'text-land',
  block: 'text-over',
};

const shapes: Record<CheckResult, React.ReactNode> = {
  pass: <path d="m2.5 7.5 3 3.2L11.5 3.5" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  warn: (
    <>
      <path
        d="M7 1.8 13 12.3H1z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      <path d="M7 5.5v3.3M7 10v1.2" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
  block: (
    <>
      <path d="M1.2 1.2h11.6v11.6H1.2z" fill="currentColor" />
      <path d="M4 7h6" stroke="var(--paper)" strokeWidth="1.8" />
    </>
  ),
};
