import type { ReactNode, Ref } from 'react';

const tones = {
  note: 'max-w-form bg-shallow-1',
  caution: 'max-w-form border-l-3 border-land bg-shallow-1',
  problem: 'border-l-3 border-over bg-over-t wrap-anywhere',
};
const places = { page: 'my-s4', table: 'mb-s2 max-w-[26rem]' };

/**
 * A highlighted text.
 * @param place `table` in a table's cell, whose column the text may not widen
 * @param ref for a problem that takes the focus when it appears
 */
export function Callout(props: {
  tone: keyof typeof tones;
  place?: keyof typeof places;
  role?: 'status' | 'alert';
  ref?: Ref<HTMLDivElement>;
  children: ReactNode;
}) {
  return (
    <div
      ref={props.ref}
      role={props.role}
      tabIndex={props.ref ? -1 : undefined}
      className={`${places[props.place ?? 'page']} px-14 py-10 text-data/[1.5] ${tones[props.tone]}`}
    >
      {props.children}
    </div>
  );
}
