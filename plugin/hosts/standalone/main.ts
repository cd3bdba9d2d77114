import { startAgent } from '../../agent/start.ts';

/** The standalone dashboard at `/dashboard`: the agent's elements on a page of their own. */

const client = await startAgent(document.querySelector('sideseat-agent')!, document.body);
// After the page is there: what makes it a host is nothing that the agent waits for.
const { seatAgent } = await import('./seat-agent.ts');
seatAgent(client);
