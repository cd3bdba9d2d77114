import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RELEASE_FILES } from '../../protocol/helper-release.ts';
import type { Clock } from '../clock.ts';
import { GuessBudget } from '../guess-budget.ts';
import { DownloadPlaces } from '../helpers/download-places.ts';
import type { Download } from '../helpers/download-progress.ts';
import type { HelperCodes } from '../helpers/helper-codes.ts';
import type { HelperRelease, SentFile } from '../helpers/helper-release.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { acceptedEncoding } from './accepted-encoding.ts';
import { networkOf, type ClientAddress } from './client-address.ts';
import { problem } from './problems.ts';

export interface HelperRoutesDeps {
  readonly release: HelperRelease;
  readonly codes: Pick<HelperCodes, 'peek'>;
  readonly sessions: Pick<Sessions, 'byId'>;
  readonly clock: Clock;
  readonly clientAddress: ClientAddress;
}

/** Large enough for any line, small enough to tell how far a slow one is. */
const CHUNK_BYTES = 65_536;
/** Whoever takes nothing for so long, in milliseconds, makes room for others. */
const STALLED_AFTER_MS = 60_000;
/** … and so does whoever takes so long in all: a packed program comes at 300 kbit/s in that time. */
export const DOWNLOAD_MAX_MS = 20 * 60_000;
/** When asking again makes sense, in milliseconds: a download takes half a minute. */
const ASK_AGAIN_MS = 5_000;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  [RELEASE_FILES.manifest]: 'application/json',
  [RELEASE_FILES.bill]: 'application/vnd.cyclonedx+json',
};

type DownloadRequest = FastifyRequest<{ Params: { platform: string; code?: string } }>;

/** The helper's downloads, and what they can be checked with. */
export function addHelperRoutes(app: FastifyInstance, deps: HelperRoutesDeps): void {
  const { release, codes, sessions, clock, clientAddress } = deps;
  const places = new DownloadPlaces();
  const wrongCodes = new GuessBudget(clock);

  for (const [name, paper] of release.papers) {
    app.get(`/helper/${name}`, (_request, reply) =>
      reply.header('Cache-Control', 'no-cache').type(CONTENT_TYPES[name] ?? 'text/plain; charset=utf-8').send(paper),
    );
  }
  // Node would read the whole file to answer HEAD.
  for (const url of ['/helper/download/:platform', '/helper/download/:platform/:code'])
    app.route({ method: ['GET', 'HEAD'], url, handler: answer });

  async function answer(request: DownloadRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { platform, code } = request.params;
    const released = release.downloads.get(platform);
    if (!released) return problem(reply, 'E_NOT_FOUND');
    const network = networkOf(clientAddress(request.raw));
    const place = code === undefined ? undefined : codes.peek(code);
    if (code !== undefined) {
      const retryInMs = wrongCodes.waitMs(network);
      if (retryInMs > 0) return problem(reply, 'E_TOO_MANY_ATTEMPTS', { retryInMs });
      if (!place) wrongCodes.wrong(network);
      if (!place) return problem(reply, 'E_HELPER_CODE');
      wrongCodes.right(network);
    }
    const encoding = acceptedEncoding(request.headers['accept-encoding']);
    const file = released.files[encoding];
    const leave = request.method === 'HEAD' ? undefined : places.take(network, place !== undefined);
    if (request.method !== 'HEAD' && !leave) return problem(reply, 'E_SLOW_DOWN', { retryInMs: ASK_AGAIN_MS });
    const name = `sideseat-helper${code === undefined ? '' : `_${code.toUpperCase()}`}${released.nameEnd}`;
    void reply.headers({
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Content-Length': file.sizeBytes,
      'Cache-Control': code === undefined ? 'no-cache' : 'no-store',
      Vary: 'Accept-Encoding',
      'X-Accel-Buffering': 'no', // a proxy that took it all at once would make the progress a lie
      ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
    });
    if (!leave) return reply.send();
    const seat = place && sessions.byId(place.sessionId)?.controls[place.owner].helper;
    return reply.send(sentFrom(file, reply.raw, seat?.download(file.sizeBytes), leave));
  }

  /** The file's bytes, as fast as the connection takes them. Tells how much was sent, and its end, whichever it is. */
  function sentFrom(file: SentFile, response: ServerResponse, download: Download | undefined, leave: () => void): Readable {
    let cancelStall = (): void => undefined;
    const cancelLimit = clock.after(DOWNLOAD_MAX_MS, () => response.destroy());
    const goesOn = (): void => {
      cancelStall();
      cancelStall = clock.after(STALLED_AFTER_MS, () => response.destroy());
    };
    const over = (): void => {
      cancelStall();
      cancelLimit();
      leave();
      if (response.writableFinished) download?.finished();
      else download?.broke();
    };
    goesOn();
    if (response.destroyed) over();
    else response.once('close', over);
    return Readable.from(
      chunksOf(file, (bytes) => {
        goesOn();
        download?.sent(bytes);
      }),
    );
  }
}

async function* chunksOf({ handle, sizeBytes }: SentFile, sent: (bytes: number) => void): AsyncGenerator<Buffer> {
  for (let position = 0; position < sizeBytes; ) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, position);
    if (bytesRead === 0) throw new Error('a released file has become shorter');
    yield buffer.subarray(0, bytesRead);
    position += bytesRead;
    sent(bytesRead);
  }
}
