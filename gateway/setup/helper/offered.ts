import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { RELEASE_ENCODINGS, RELEASE_FILES } from '../../protocol/helper-release.ts';
import type { ReadReleased } from './verify.ts';

const PAPERS: readonly string[] = Object.values(RELEASE_FILES);
/** A program by its name in the release's folder, packed or not. */
const PROGRAM = /^sideseat-helper-(?<platform>[a-z0-9-]+?)(\.exe)?(?<packed>\.br|\.gz)?$/;

/** A release as a server offers it; packed programs as they go over the wire, which `fetch` would unpack. */
export const readFromServer =
  (address: string): ReadReleased =>
  async (name) => {
    const { platform = '', packed } = PROGRAM.exec(name)?.groups ?? {};
    const [encoding = 'identity'] = Object.entries(RELEASE_ENCODINGS).find(([, end]) => end === packed) ?? [];
    const url = new URL(PAPERS.includes(name) ? `/helper/${name}` : `/helper/download/${platform}`, address);
    const response = await get(url, encoding);
    if (response.statusCode !== 200) throw new Error(`${url.href} answers ${response.statusCode}`);
    return buffer(response);
  };

function get(url: URL, encoding: string): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': encoding } }, resolve).once('error', reject).end();
  });
}
