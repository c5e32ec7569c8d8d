import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { BlockList } from 'node:net';
import { callerHeaders } from '@/adapters/caller-headers';
import { findCallerAddress, isForwarded } from './find-caller-address';

export type KnownCaller = {
  address: string;
  isForwarded: boolean;
  /** Whether the site asks itself, for a caller who already has a place. */
  isOwnCall: boolean;
};

/**
 * Who a request is from. Where a form's action leads to another page, Next asks this very site for it, with the headers of whoever sent
 * the form and forwarding ones of its own: such a request is from that caller. It is known by a word that is drawn at each start,
 * and that no request from elsewhere can have.
 */
export function recogniseCallers(proxies: BlockList) {
  const word = randomBytes(32).toString('base64url');
  return {
    find({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): KnownCaller {
      const address = headers[callerHeaders.address];
      if (headers[callerHeaders.ownCall] === word && typeof address === 'string')
        return { address, isForwarded: headers[callerHeaders.isForwarded] !== 'no', isOwnCall: true };
      return {
        address: findCallerAddress(socket.remoteAddress ?? '', headers, proxies),
        isForwarded: isForwarded(headers),
        isOwnCall: false,
      };
    },
    /** What the pages are told of a request's caller. */
    tell: (caller: Pick<KnownCaller, 'address' | 'isForwarded'>): Record<string, string> => ({
      [callerHeaders.ownCall]: word,
      [callerHeaders.isForwarded]: caller.isForwarded ? 'yes' : 'no',
      [callerHeaders.address]: caller.address,
    }),
  };
}
