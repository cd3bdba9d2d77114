import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { RELEASE_ENCODINGS, type ReleaseEncoding } from '../../protocol/helper-release.ts';

/**
 * Measured with the Node 24 that is inside: quality 5 gives 34.4 MB, less than half a minute's download at 10 Mbit/s, in 4 s of
 * processor time; 4 gives 37.9 MB in 3.6 s, 6 gives 33.6 MB in 6.2 s.
 */
const BROTLI_QUALITY = 5;
/** The largest window that every browser takes. */
const BROTLI_WINDOW = 22;
/** For those who ask for no Brotli: over plain HTTP no browser does. */
const GZIP_LEVEL = 6;

const PACK: Readonly<Record<ReleaseEncoding, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: GZIP_LEVEL }),
};

/** Writes the packed files beside one. The same bytes give the same bytes. */
export async function pack(file: string): Promise<void> {
  const bytes = await readFile(file);
  const encodings = Object.keys(RELEASE_ENCODINGS) as ReleaseEncoding[];
  await Promise.all(
    encodings.map(async (encoding) => writeFile(`${file}${RELEASE_ENCODINGS[encoding]}`, await PACK[encoding](bytes))),
  );
}
