import type { PracticeScores } from '@/lib/core/commitment/score-practice';
import type { FileProblem } from '@/lib/core/files/file-problem';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** What the worker is asked to score. */
export type PracticeRequest = {
  readonly origin: string;
  readonly slug: string;
  readonly number: number;
  readonly file: File;
  readonly seed: string;
};

/** What the worker tells. */
export type PracticeMessage =
  | { readonly kind: 'progress'; readonly share: number; readonly doing: string }
  | { readonly kind: 'refused'; readonly problems: readonly FileProblem[]; readonly problemCount: number }
  | {
      readonly kind: 'scored';
      readonly metric: MetricName;
      readonly scores: PracticeScores;
      readonly seed: string;
      readonly scorerVersion: string;
      readonly fileName: string;
    }
  | { readonly kind: 'unreadable'; readonly why: string };
