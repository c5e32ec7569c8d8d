/** Who asks: a person signed in by session or by token. */
export type Actor = { userId: string; name: string | null; email: string | null; isOperator: boolean };
