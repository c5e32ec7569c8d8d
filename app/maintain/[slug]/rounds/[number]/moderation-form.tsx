import type { ComponentProps } from 'react';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { type ModerationStep, moderate } from './actions';

const publicReason = {
  hint: 'Everybody reads it. One line, without what would make the leak worse.',
  maxLength: 500,
};

type Props = Pick<
  ComponentProps<typeof ActionForm>,
  'button' | 'busy' | 'look' | 'note' | 'isDisabled' | 'confirm' | 'shape' | 'children'
> & {
  slug: string;
  number: number;
  step: ModerationStep;
  /** The proposal or report that it is about. */
  subject?: Readonly<Record<string, string>>;
  asksForReason?: boolean;
};

/** One step in the moderation of a round. */
export function ModerationForm({ slug, number, step, subject, asksForReason, ...form }: Props) {
  return (
    <ActionForm
      look="danger"
      {...form}
      action={moderate}
      about={{ ...subject, slug, number, step }}
      reason={asksForReason ? publicReason : undefined}
    />
  );
}
