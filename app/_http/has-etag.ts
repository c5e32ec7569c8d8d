/** Whether the asker has this version already, by `If-None-Match` (RFC 9110 § 13.1.2). Takes time in proportion to the header. */
export function hasEtag(request: Request, etag: string): boolean {
  const known = request.headers.get('if-none-match')?.split(',') ?? [];
  return known.some((given) => {
    const tag = given.trim();
    return tag === '*' || (tag.startsWith('W/') ? tag.slice(2) : tag) === etag;
  });
}
