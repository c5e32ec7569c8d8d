import { notFound } from 'next/navigation';
import type { Refusal } from '@/lib/core/refusal';
import type { Result } from '@/lib/core/result';

/** What an address names; an address that names nothing is a page not found. */
export const requireFound = <T>(found: Result<T, Refusal>): T => (found.ok ? found.value : notFound());
