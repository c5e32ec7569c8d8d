import type { SentInvitationView } from '@/lib/contracts/people';
import { type FormState, freshForm } from '../forms/form-state';

/** With the invitation that was just made. */
export type InviteFormState = FormState & { readonly sent: SentInvitationView | null };

export const freshInviteForm: InviteFormState = { ...freshForm, sent: null };
