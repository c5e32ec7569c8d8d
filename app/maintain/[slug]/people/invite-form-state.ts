import { type FormState, freshForm } from '@/app/_ui/forms/form-state';
import type { SentInvitationView } from '@/lib/contracts/people';

/** With the invitation that was just made. */
export type InviteFormState = FormState & { readonly sent: SentInvitationView | null };

export const freshInviteForm: InviteFormState = { ...freshForm, sent: null };
