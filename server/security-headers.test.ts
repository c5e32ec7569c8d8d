import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from './security-headers';

const frameAncestors = (url: string) =>
  /frame-ancestors ([^;]+)/.exec(contentSecurityPolicy(url, 'bm9uY2U='))?.[1];

describe('content security policy', () => {
  it.each(['/embed/late-flights-2001', '/embed/late-flights-2001?rows=6'])(
    'allows other sites to frame %s',
    (url) => expect(frameAncestors(url)).toBe('*'),
  );

  it.each([
    ...['/', '/embed', '/embed/', '/embed/a/', '/embed/a/b', '/embed//a', '//embed/a', '/embed/../settings'],
    ...['/embed/\\settings', '/settings?/embed/a', '/settings#/embed/a', '/benchmarks/embed/a', '/Embed/a'],
    ...['/embed?/a', '/embed/?a'],
  ])('lets no site frame %s', (url) => expect(frameAncestors(url)).toBe("'none'"));

  it('allows only scripts with the nonce of the response', () => {
    const policy = contentSecurityPolicy('/', 'bm9uY2U=');
    expect(policy).toContain("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic';");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  it('allows an embedded page neither scripts nor an origin of its own', () => {
    const policy = contentSecurityPolicy('/embed/late-flights-2001', 'bm9uY2U=');
    expect(policy).toMatch(/frame-ancestors \*; sandbox /);
    expect(policy).not.toMatch(/script|'self'|nonce|allow-(?:same-origin|forms|scripts)/);
  });
});

describe('security headers', () => {
  it('include HSTS only for a site that is public under https', () => {
    const of = (url: string) => securityHeaders(new URL(url), "default-src 'self'");
    expect(of('https://tidemark.example')['strict-transport-security']).toBe('max-age=31536000');
    expect(of('http://localhost:3000')['strict-transport-security']).toBeUndefined();
  });
});
