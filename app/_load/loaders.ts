import { cache } from 'react';
import { roundNumber } from '@/lib/contracts/round';
import type { Result } from '@/lib/core/result';
import type { Actor } from '@/services/access/caller';
import { findActor } from '@/services/access/page-request';
import { requireFound, requireSignedIn } from './require';

/** Loads what a page shows its reader, once for each response. */
export const makeLoader = <Address extends readonly unknown[], Found>(
  find: (reader: Actor | null, ...address: Address) => Promise<Result<Found>>,
) => cache(async (...address: Address) => requireFound(await find(await findActor(), ...address)));

/** The same for a page of a round. */
export const makeRoundLoader = <Found>(
  find: (reader: Actor | null, slug: string, number: number) => Promise<Result<Found>>,
) => makeLoader((reader, slug: string, number: string) => find(reader, slug, roundNumber(number)));

/** The same for a page of a benchmark's maintainers. @param page the end of its path */
export const makeMaintainLoader = <Found>(
  page: string,
  find: (actor: Actor, slug: string) => Promise<Result<Found>>,
) =>
  cache(async (slug: string) =>
    requireFound(await find(await requireSignedIn(`/maintain/${slug}${page}`), slug)),
  );
