import { expect, it } from 'vitest';
import { respondDownload } from './respond-file';

it('a download is asked for anew each time, and is not the answer in another format', async () => {
  const { headers } = respondDownload('a,b\r\n', { type: 'text/csv', name: 'table.csv' });
  expect(headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
  expect(headers.get('vary')).toBe('accept');
  expect(headers.get('content-disposition')).toBe('attachment; filename="table.csv"');
});
