import { describe, expect, it } from 'vitest';
import { refuseStrayFields } from './refuse-stray-fields';

describe('a form with other fields than its file and metadata', () => {
  it('is told where they belong, as curl writes it, and how a dry run is asked for', () => {
    expect(refuseStrayFields({ metadata: '{}' })).toBeNull();
    expect(refuseStrayFields({ title: 'May', dry_run: 'true', 'DRY-RUN': '1' })).toMatchObject({
      error: {
        kind: 'invalid_request',
        faults: [
          { field: 'title', detail: expect.stringContaining(`-F 'metadata={"title":"May"}'`) },
          { field: 'dry_run', detail: expect.stringContaining('?dry_run=true') },
          { field: 'DRY-RUN', detail: expect.stringContaining('?dry_run=true') },
        ],
      },
    });
  });
});
