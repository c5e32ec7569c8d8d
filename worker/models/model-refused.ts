/** The reason why a model gave no predictions; its team sees the message. */
export type ModelRefused = { readonly code: string; readonly message: string };
