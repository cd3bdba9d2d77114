import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The page for frames of hosts; the one page that others may frame. */
export const FRAME_PAGE = '/embed/v1/frame.html';

/** The built pages. `/s/<token>` is the join page too: its script reads the token and takes it out of the address. */
const PAGES = { '/': 'index.html', '/dashboard': 'dashboard.html', '/admin': 'admin.html', '/join': 'join.html', '/s/:token': 'join.html', '/demo/host/': 'demo/host/index.html' };

/** A hashed file never changes; … */
const FOREVER = 'public, max-age=31536000, immutable';
/** … scripts in every page of a site are asked for again after five minutes; everything else at once. */
const FIVE_MINUTES = 'public, max-age=300';
const cacheFor = (path: string): string => {
  if (path.includes('/assets/')) return FOREVER;
  return path.includes('/cobrowse/v1/') ? FIVE_MINUTES : 'no-cache';
};

export async function addPages(app: FastifyInstance, distDir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: distDir,
    wildcard: false,
    index: false,
    globIgnore: ['npm/**', 'helper-program/**', 'demo/shop/**'], // for packagers; the shop's pages are filled in first
    cacheControl: false,
    setHeaders: (reply, path) => reply.header('Cache-Control', cacheFor(path)),
  });
  for (const [url, file] of Object.entries(PAGES)) app.get(url, (_request, reply) => reply.sendFile(file));
}
