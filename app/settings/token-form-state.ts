import { type FormState, freshForm } from '@/app/_ui/forms/form-state';
import type { TokenView } from '@/lib/contracts/people';

/** With the token itself, which is shown in this answer and never again. */
export type TokenFormState = FormState & { readonly made: (TokenView & { token: string }) | null };

export const freshTokenForm: TokenFormState = { ...freshForm, made: null };
