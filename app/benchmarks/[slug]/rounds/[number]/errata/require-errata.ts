import { notFound } from 'next/navigation';
import { cache } from 'react';
import type { ErratumView } from '@/lib/contracts/erratum';
import { listErrata } from '@/services/erratum/list';

/** The published errata of a public round, oldest first, read once a request. */
export const requireErrata = cache(async (slug: string, number: number): Promise<ErratumView[]> => {
  const found = await listErrata(slug, number);
  return found.ok ? found.value : notFound();
});
