import type { ReactNode } from 'react';
import type { ModelLetter as Letter } from '@/lib/contracts/compared-models';
import type { RoundState } from '@/lib/core/round/round-state';

const glyphSizes = { text: '', cell: '[&_.glyph]:size-12' };

/** A symbol and its text on one line. @param glyphSize `cell` is for tables */
export function Marked(props: { tone?: string; glyphSize?: keyof typeof glyphSizes; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-baseline gap-6 whitespace-nowrap [&>.glyph]:self-center ${glyphSizes[props.glyphSize ?? 'text']} ${props.tone ?? ''}`}
    >
      {props.children}
    </span>
  );
}

export type CheckResult = 'pass' | 'warn' | 'block';

/** The symbol of a check's result: a tick for passed, an open triangle for a warning, a filled square with a bar for blocked. */
export function CheckGlyph({ result, className = '' }: { result: CheckResult; className?: string }) {
  return (
    <svg className={`glyph ${checkTones[result]} ${className}`} viewBox="0 0 14 14" aria-hidden="true">
      {shapes[result]}
    </svg>
  );
}

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

const frame = <path d="M1 1h10v10H1z" fill="none" stroke="currentColor" strokeWidth="1.3" />;

const marks: Record<RoundState, React.ReactNode> = {
  draft: (
    <path d="M1 1h10v10H1z" fill="none" stroke="currentColor" strokeWidth="1.3" strokeDasharray="2 1.6" />
  ),
  sealed: (
    <>
      {frame}
      <path d="M1 5 5 1M1 9l8-8M3 11l8-8M7 11l4-4" fill="none" stroke="currentColor" strokeWidth="1.1" />
    </>
  ),
  open: (
    <>
      {frame}
      <path d="M1 7.2c1.7-1.4 3.3-1.4 5 0s3.3 1.4 5 0V11H1z" fill="currentColor" />
    </>
  ),
  closed: <path d="M.4.4h11.2v11.2H.4z" fill="currentColor" />,
  revealed: (
    <>
      {frame}
      <path d="M3.5 4h5M3.5 6h5M3.5 8h3" stroke="currentColor" />
    </>
  ),
  frozen: (
    <>
      {frame}
      <path d="M4.5 3.5v5M7.5 3.5v5" stroke="currentColor" strokeWidth="1.3" />
    </>
  ),
  invalidated: (
    <>
      {frame}
      <path d="m3 3 6 6M9 3 3 9" stroke="currentColor" strokeWidth="1.3" />
    </>
  ),
};

/** The state of a round as a square. Place a text that names the state beside it. */
export function RoundGlyph({ state, className = '' }: { state: RoundState; className?: string }) {
  return (
    <svg className={`glyph ${className}`} viewBox="0 0 12 12" aria-hidden="true">
      {marks[state]}
    </svg>
  );
}

export function DownloadGlyph() {
  return (
    <svg
      className="glyph"
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      aria-hidden="true"
    >
      <path d="M7 1.5v8M3.5 6.5 7 10l3.5-3.5M1.5 12.8h11" />
    </svg>
  );
}

/** The letter (A to D) by which a page names one of several compared models. */
export function ModelLetter({ letter }: { letter: Letter }) {
  return (
    <span className="inline-grid size-19 flex-none place-items-center border border-ink bg-panel align-middle font-serif text-[13px]/[1] font-semibold font-stretch-normal text-ink normal-nums">
      {letter}
    </span>
  );
}
