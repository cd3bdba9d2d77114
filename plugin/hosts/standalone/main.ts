import { startAgent } from '../../agent/start.ts';
import { pageTitle } from './page-title.ts';

/** The standalone dashboard at `/dashboard`: the agent's elements on a page of their own. */

const client = await startAgent(document.querySelector('sideseat-agent')!, document.body);
client.state$.subscribe((state) => {
  document.title = pageTitle(state);
});
