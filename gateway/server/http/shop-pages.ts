import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Whether an address is of the sample shop. */
export const isOfShop = (path: string): boolean => path.startsWith('/demo/shop/');

/** In the built pages, where the key of the sample site belongs: it is made at the first start. */
const KEY_PLACE = '__SITE_KEY__';

/**
 * The pages of the sample shop (`plugin/hosts/shop`), a site with the snippet on this server's own origin. `distDir` without
 * them, as before the first build, has no shop.
 */
export async function addShopPages(app: FastifyInstance, distDir: string, siteKey: string): Promise<void> {
  const dir = join(distDir, 'demo/shop');
  for (const file of await readdir(dir).catch(() => [])) {
    const page = (await readFile(join(dir, file), 'utf8')).replaceAll(KEY_PLACE, siteKey);
    const send = (_request: FastifyRequest, reply: FastifyReply) =>
      reply.header('Cache-Control', 'no-cache').type('text/html; charset=utf-8').send(page);
    app.get(`/demo/shop/${file}`, send);
    if (file === 'index.html') app.get('/demo/shop/', send);
  }
}
