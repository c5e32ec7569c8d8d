/** The reason why a model gave no predictions, for its team. */
export type ModelRefused = { readonly code: string; readonly message: string };
