import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { HELPER_JOIN_PATH, HelperJoin, type HelperJoined } from '../../protocol/http.ts';
import type { HelperCodes } from '../helpers/helper-codes.ts';
import type { FrontDoor } from '../invites/front-door.ts';
import type { PageLinks } from '../invites/page-links.ts';
import { networkOf, type ClientAddress } from './client-address.ts';
import { problem } from './problems.ts';

export interface HelperJoinDeps {
  readonly door: FrontDoor;
  readonly pageLinks: PageLinks;
  readonly codes: HelperCodes;
  readonly clientAddress: ClientAddress;
  readonly publicUrl: string;
}

/** The customer types the PIN into the helper, instead of into the page that the browser is then sent to. */
export function addHelperJoin(app: FastifyInstance, deps: HelperJoinDeps): void {
  const { door, pageLinks, codes, clientAddress, publicUrl } = deps;
  app.post(HELPER_JOIN_PATH, async (request, reply) => {
    void reply.header('Cache-Control', 'no-store');
    const body = v.safeParse(HelperJoin, request.body);
    if (!body.success) return problem(reply, 'E_BAD_MESSAGE', { field: v.getDotPath(body.issues[0]) ?? '' });
    const entry = await door.byPin(networkOf(clientAddress(request.raw)), body.output.pin);
    if ('code' in entry) return problem(reply, entry.code, { retryInMs: entry.retryInMs });
    const joined: HelperJoined = {
      pageUrl: `${publicUrl}${pageLinks.make(entry.customerKey)}`,
      code: codes.invite({ sessionId: entry.session.sessionId, owner: 'customer' }),
    };
    return joined;
  });
}
