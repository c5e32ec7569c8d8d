import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { WithdrawnSection } from './withdrawn-section';

describe('section on withdrawn submissions', () => {
  it('lists each submission that was withdrawn after the reveal, with team, date and reason', () => {
    const html = renderToStaticMarkup(
      <WithdrawnSection
        withdrawn={[
          {
            ...{ submission: '00000000-0000-4000-8000-000000000001', model: 'Copy', version: '2' },
            ...{
              team: 'Team south',
              withdrawn_at: '2026-05-01T09:00:00.000Z',
              reason: 'It is <b>a copy</b>.',
            },
          },
        ]}
      />,
    );
    for (const text of ['Copy', 'version 2', 'Team south', '2026-05-01T09:00', 'It is &lt;b&gt;a copy'])
      expect(html).toContain(text);
  });

  it('renders nothing if no submission was withdrawn after the reveal', () => {
    expect(renderToStaticMarkup(<WithdrawnSection withdrawn={[]} />)).toBe('');
  });
});
