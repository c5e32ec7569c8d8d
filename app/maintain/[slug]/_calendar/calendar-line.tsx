import type { ReactNode } from 'react';

/** Name, picture and dates in columns that all lines of the calendar share; on a phone the picture goes below. */
export function CalendarLine({ as: Line, children }: { as: 'div' | 'li'; children: ReactNode }) {
  return (
    <Line
      className={`grid grid-cols-[176px_minmax(0,1fr)_172px] items-center gap-x-s4 max-wide:grid-cols-[132px_minmax(0,1fr)_104px] max-phone:grid-cols-[minmax(0,1fr)_auto] max-phone:gap-x-s3 ${Line === 'li' ? 'border-t border-rule last:border-b' : ''}`}
    >
      {children}
    </Line>
  );
}
