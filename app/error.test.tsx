import { isValidElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import ErrorPage from './error';
import GlobalError from './global-error';

/** Finds the click handler of the button with this text. */
function findAct(node: ReactNode, words: string): (() => void) | undefined {
  if (Array.isArray(node)) return node.map((one) => findAct(one, words)).find(Boolean);
  if (!isValidElement<{ children?: ReactNode; onClick?: () => void }>(node)) return undefined;
  return node.props.children === words ? node.props.onClick : findAct(node.props.children, words);
}

describe('an error page', () => {
  it('has a button that renders the page on the server again, since a reset would fail again', () => {
    const [reset, retry] = [vi.fn(), vi.fn()];
    findAct(ErrorPage({ error: new Error('fault'), ...{ reset, retry } }), 'Try again')?.();
    expect(retry).toHaveBeenCalledOnce();
    expect(reset).not.toHaveBeenCalled();
  });

  it('has such a button even if the layout failed, with a border that needs no stylesheet', () => {
    const retry = vi.fn();
    const page = GlobalError({ error: new Error('fault'), retry });
    findAct(page, 'Try again')?.();
    expect(retry).toHaveBeenCalledOnce();
    expect(renderToStaticMarkup(page)).toMatch(
      /<button[^>]*style="[^"]*border:1px solid[^"]*"[^>]*>Try again/,
    );
  });
});
