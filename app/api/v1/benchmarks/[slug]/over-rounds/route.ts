import { respondDownload } from '@/app/_http/respond';
import { route, servePublic } from '@/app/_http/serve-operation';
import { writeOverRoundsSvg } from '@/app/_ui/over-rounds/draw-over-rounds';
import { operations } from '@/lib/contracts/api/operations';
import { formatOverRoundsCsv } from '@/lib/contracts/over-rounds';
import { findOverRounds } from '@/services/publication/over-rounds';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(
    operations.getOverRounds,
    async ({ params: { slug }, query: { format, model }, reader }) => {
      const found = await findOverRounds(slug, reader);
      if (!found.ok || (format !== 'csv' && format !== 'svg')) return found;
      const name = `${slug}-over-rounds.${format}`;
      return format === 'csv'
        ? respondDownload(formatOverRoundsCsv(found.value), { type: 'text/csv', name })
        : respondDownload(writeOverRoundsSvg(found.value, model), { type: 'image/svg+xml', name });
    },
  ),
});
