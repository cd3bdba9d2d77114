import { createApi } from '../../../gateway/client/http.ts';
import { createAgentClient } from '../../agent/agent-client.ts';
import '../../agent/define.ts';
import { agentTexts } from '../../agent/texts/texts.ts';
import { createLocaleStore } from '../../shared/i18n/locale-store.ts';
import { pageTitle } from './page-title.ts';

/** The standalone dashboard at `/dashboard`: the agent's elements on a page of their own. */

const app = document.querySelector('sideseat-agent')!;
const locales = await createLocaleStore(document.body, [agentTexts]);
document.body.addEventListener('sideseat-locale', ({ detail }) => void locales.choose(detail.locale));

const client = createAgentClient({ api: createApi() });
app.client = client;
client.state$.subscribe((state) => {
  document.title = pageTitle(state);
});
