import { respondDownload } from '@/app/_http/respond';
import { route, servePublic } from '@/app/_http/serve-operation';
import { writeSystemSvg } from '@/app/_ui/system/draw-system';
import { operations } from '@/lib/contracts/api/operations';
import { formatSystemCsv } from '@/lib/contracts/system';
import { findSystem } from '@/services/publication/find-system';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(
    operations.getSystem,
    async ({ params: { slug, model }, query: { format, curve }, reader }) => {
      const found = await findSystem(slug, model, reader);
      if (!found.ok || (format !== 'csv' && format !== 'svg')) return found;
      return format === 'csv'
        ? respondDownload(formatSystemCsv(found.value), {
            type: 'text/csv',
            name: `${slug}-${model}-system.csv`,
          })
        : respondDownload(writeSystemSvg(found.value, curve), {
            type: 'image/svg+xml',
            name: `${slug}-${model}-${curve}.svg`,
          });
    },
  ),
});
