/** A table or figure that is the same for everybody, under a name to keep it by. What is asked for by `Accept` too differs by it. */
export const respondDownload = (text: string, { type, name }: { type: string; name: string }): Response =>
  new Response(text, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
      // A round may be frozen or invalidated at any instant.
      'cache-control': 'public, max-age=0, must-revalidate',
      vary: 'accept',
    },
  });
