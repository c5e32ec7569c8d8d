import { onePlainModel } from '@/lib/core/scoring/testing/simulate-samples';

/** Scores of the positives lie so many standard deviations above those of the negatives. */
export const distance = 1.2;

/** One model's scores of two classes. */
export const scored = (n: number, positives: number) => ({ ...onePlainModel, n, positives, distance });
