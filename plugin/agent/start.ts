import { createApi } from '../../gateway/client/http.ts';
import { createLocaleStore } from '../shared/i18n/locale-store.ts';
import { createAgentClient, type AgentClient } from './agent-client.ts';
import './define.ts';
import type { AgentApp } from './elements/agent-app.ts';
import { agentTexts } from './texts/texts.ts';

/**
 * Brings a `sideseat-agent` to life with the session server of the page's own origin. The language is the one chosen
 * before, else the browser's; a choice in the language menu holds for everything below `page`.
 *
 * @param page An ancestor of the element, usually `document.body`.
 * @returns the client, for the host to follow its state and to close it.
 */
export async function startAgent(app: AgentApp, page: HTMLElement): Promise<AgentClient> {
  const locales = await createLocaleStore(page, [agentTexts]);
  page.addEventListener('sideseat-locale', ({ detail }) => void locales.choose(detail.locale));
  const client = createAgentClient({ api: createApi() });
  app.client = client;
  return client;
}
