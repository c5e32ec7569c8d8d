import type { ReactNode } from 'react';

const sizes = {
  form: 'h-38 text-data/inherit max-phone:h-44 max-phone:text-[16px]',
  line: 'h-34 text-small/inherit',
};
const inner: Readonly<Record<FieldSize, string>> = {
  // A smaller type in a field makes phones zoom in on it.
  form: 'h-full text-data/inherit max-phone:text-[16px]',
  line: 'h-full text-small/inherit',
};

export type FieldSize = keyof typeof sizes;

/** The edge around a control of one line. @param size `form` below a label, `line` beside a button */
export function FieldBox(props: {
  size?: FieldSize;
  isFaulty?: boolean;
  width?: 'full' | 'table';
  children: ReactNode;
}) {
  const edge = props.isFaulty ? 'border-over' : 'border-rule-2';
  return (
    <span
      className={`flex items-center gap-8 border rounded-edge bg-panel px-10 font-normal text-ink-3 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-over has-disabled:border-rule has-disabled:bg-well ${edge} ${sizes[props.size ?? 'form']} ${props.width === 'table' ? 'w-[9.5rem] flex-none' : ''}`}
    >
      {props.children}
    </span>
  );
}

/** The classes of the input or select in a box. */
export const controlClasses = (size: FieldSize = 'form'): string =>
  `w-full min-w-0 bg-transparent text-ink outline-none placeholder:text-ink-3 placeholder:opacity-100 ${inner[size]}`;
