import { findOperator, findPublicUrl } from '@/services/publication/find-operator';
import { formatSecurityTxt } from './format-security-txt';

export const dynamic = 'force-dynamic';

/** The security contact (RFC 9116); 404 where the operator has given none. */
export function GET(): Response {
  const { contact } = findOperator();
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=86400' };
  return contact === null
    ? new Response('The operator of this site has given no contact.\n', {
        status: 404,
        headers: { ...headers, 'cache-control': 'no-store' },
      })
    : new Response(formatSecurityTxt(contact, findPublicUrl(), new Date()), { headers });
}
