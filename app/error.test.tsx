import { isValidElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import ErrorPage from './error';
import GlobalError from './global-error';

/** The click handler of the button with this label. */
function findClickHandler(node: ReactNode, label: string): (() => void) | undefined {
  if (Array.isArray(node)) return node.map((one) => findClickHandler(one, label)).find(Boolean);
  if (!isValidElement<{ children?: ReactNode; onClick?: () => void }>(node)) return undefined;
  return node.props.children === label ? node.props.onClick : findClickHandler(node.props.children, label);
}

describe('the error page', () => {
  it('retries on the server, because the rendered page would only fail again', () => {
    const [reset, retry] = [vi.fn(), vi.fn()];
    findClickHandler(ErrorPage({ error: new Error('fault'), ...{ reset, retry } }), 'Try again')?.();
    expect(retry).toHaveBeenCalledOnce();
    expect(reset).not.toHaveBeenCalled();
  });

  it('retries also without a layout, by a button with an inline border', () => {
    const retry = vi.fn();
    const page = GlobalError({ error: new Error('fault'), retry });
    findClickHandler(page, 'Try again')?.();
    expect(retry).toHaveBeenCalledOnce();
    expect(renderToStaticMarkup(page)).toMatch(
      /<button[^>]*style="[^"]*border:1px solid[^"]*"[^>]*>Try again/,
    );
  });
});
