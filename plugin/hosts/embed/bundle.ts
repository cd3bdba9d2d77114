import '../define.ts';
import { HostPanel } from '../plain-page/panel.ts';

/** What the loader loads: every element that a host's page can write, from the server that this file came from. */
HostPanel.defaultServer = new URL(import.meta.url).origin;
if (customElements.get('sideseat-panel') !== HostPanel)
  console.warn('[sideseat] E_EMBED_TWICE: this page has the elements from elsewhere already, and keeps those');
