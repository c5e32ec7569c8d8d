import type { ReactNode } from 'react';

export type FieldSize = 'form' | 'line';

/** The edge around a control of one line. @param size `form` below a label, `line` beside a button */
export function FieldBox(props: {
  size?: FieldSize;
  isFaulty?: boolean;
  width?: 'full' | 'table';
  children: ReactNode;
}) {
  const { size = 'form', isFaulty, width } = props;
  return (
    <span
      className={`field-box is-${size}${isFaulty ? ' is-faulty' : ''}${width === 'table' ? ' w-[9.5rem] flex-none' : ''}`}
    >
      {props.children}
    </span>
  );
}

/** The classes of the input or select in a box. */
export const controlClasses = (size: FieldSize = 'form'): string => `field-control is-${size}`;
