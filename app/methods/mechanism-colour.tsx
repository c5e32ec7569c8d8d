import type { ReactNode } from 'react';
import type { MechanismName } from './attack-results';

const colours: Readonly<Record<MechanismName, string>> = {
  exact: 'text-ink',
  'two-decimals': 'text-ink-2',
  'ladder-1se': 'text-ink-3',
  'ladder-3se': 'text-ink-3',
  guarded: 'text-sea',
};

/** What is drawn of a mechanism has its colour, as `current`, in every picture. */
export function MechanismColour({ name, children }: { name: MechanismName; children: ReactNode }) {
  return <g className={colours[name]}>{children}</g>;
}
