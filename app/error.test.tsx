import { isValidElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import ErrorPage from './error';
import GlobalError from './global-error';

/** What a button of these words does. */
function findAct(node: ReactNode, words: string): (() => void) | undefined {
  if (Array.isArray(node)) return node.map((one) => findAct(one, words)).find(Boolean);
  if (!isValidElement<{ children?: ReactNode; onClick?: () => void }>(node)) return undefined;
  return node.props.children === words ? node.props.onClick : findAct(node.props.children, words);
}

describe('the page of a failure', () => {
  it('asks the server anew: what came before would only fail again', () => {
    const [reset, retry] = [vi.fn(), vi.fn()];
    findAct(ErrorPage({ error: new Error('fault'), ...{ reset, retry } }), 'Try again')?.();
    expect(retry).toHaveBeenCalledOnce();
    expect(reset).not.toHaveBeenCalled();
  });

  it('asks anew too where not even the frame could be made, by a button that has an edge without the site’s styles', () => {
    const retry = vi.fn();
    const page = GlobalError({ error: new Error('fault'), retry });
    findAct(page, 'Try again')?.();
    expect(retry).toHaveBeenCalledOnce();
    expect(renderToStaticMarkup(page)).toMatch(
      /<button[^>]*style="[^"]*border:1px solid[^"]*"[^>]*>Try again/,
    );
  });
});
