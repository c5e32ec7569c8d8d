import type { ComponentProps } from 'react';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { actOnTrouble, type TroubleStep } from './actions';

const publicReason = {
  hint: 'Everybody reads it. One line, without what would make the leak worse.',
  maxLength: 500,
};

type Props = Pick<
  ComponentProps<typeof ActionForm>,
  'button' | 'busy' | 'look' | 'note' | 'isDisabled' | 'confirm' | 'shape'
> & {
  slug: string;
  number: number;
  step: TroubleStep;
  /** The proposal or report that it is about. */
  subject?: Readonly<Record<string, string>>;
  asksForReason?: boolean;
};

/** One step in a round's trouble. */
export function TroubleForm({ slug, number, step, subject, asksForReason, ...form }: Props) {
  return (
    <ActionForm
      look="danger"
      {...form}
      action={actOnTrouble}
      about={{ ...subject, slug, number, step }}
      reason={asksForReason ? publicReason : undefined}
    />
  );
}
