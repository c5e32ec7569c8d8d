import type { TokenScope } from '@/lib/core/token-scope';

/** Who asks: a person signed in by session or by token. By neither: an operator's command, or a test. */
export type Actor = {
  userId: string;
  name: string | null;
  email: string | null;
  isOperator: boolean;
  sessionId?: string;
  token?: { apiTokenId: string; scope: TokenScope; expiresAt: Date };
};
