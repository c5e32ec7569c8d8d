import type { VerificationReport } from '@/lib/core/commitment/verification-report';
import type { Commitment } from '@/lib/core/round/round';

/** What the worker is asked to do. */
export type VerifyRequest = {
  readonly origin: string;
  readonly slug: string;
  readonly number: number;
  /** As the page has it, which the server wrote into it: another way than the API's. */
  readonly pinned: Commitment;
  /** The reader's own archive.json or archive.zip; null for the published archive. */
  readonly file: File | null;
};

/** What the worker tells. */
export type VerifyMessage =
  | { readonly kind: 'progress'; readonly share: number; readonly doing: string }
  | { readonly kind: 'report'; readonly report: VerificationReport }
  | { readonly kind: 'unreadable'; readonly why: string };
