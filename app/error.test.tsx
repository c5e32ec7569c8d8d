import { isValidElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import ErrorPage from './error';
import GlobalError from './global-error';

/** The click handler of the button with this text. */
function findAct(node: ReactNode, words: string): (() => void) | undefined {
  if (Array.isArray(node)) return node.map((one) => findAct(one, words)).find(Boolean);
  if (!isValidElement<{ children?: ReactNode; onClick?: () => void }>(node)) return undefined;
  return node.props.children === words ? node.props.onClick : findAct(node.props.children, words);
}

describe('an error page', () => {
  it('retries on the server, since a reset would fail again', () => {
    const [reset, retry] = [vi.fn(), vi.fn()];
    findAct(ErrorPage({ error: new Error('fault'), ...{ reset, retry } }), 'Try again')?.();
    expect(retry).toHaveBeenCalledOnce();
    expect(reset).not.toHaveBeenCalled();
  });

  it('retries too if the layout failed, by a button that has a border without the stylesheet', () => {
    const retry = vi.fn();
    const page = GlobalError({ error: new Error('fault'), retry });
    findAct(page, 'Try again')?.();
    expect(retry).toHaveBeenCalledOnce();
    expect(renderToStaticMarkup(page)).toMatch(
      /<button[^>]*style="[^"]*border:1px solid[^"]*"[^>]*>Try again/,
    );
  });
});
