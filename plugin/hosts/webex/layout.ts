/** A desktop layout of Webex Contact Center as its administration exports and takes it; everything else stays as it is. */
export interface WebexLayout {
  [persona: string]: { area?: { panel?: { children?: object[] }; navigation?: object[]; [part: string]: unknown } } | unknown;
}

export interface LayoutOptions {
  /** Address of the company's wrapper around the SDK, which loads the panel; see plugin/hosts/README.md. */
  script: string;
  /** Address of the Sideseat server. */
  server: string;
  /** Title of the tab. */
  label?: string;
}

/** Whom the layout is for, as the file names them. */
const PERSONAS = ['agent', 'supervisorAgent'];

/**
 * Adds Sideseat to a layout, as a tab of the panel beside the contacts. Doing it twice gives the same as doing it once.
 * @param layout - As exported; it is not changed.
 * @throws {TypeError} It has no panel for agents, or an address is none.
 */
export function addToLayout(layout: WebexLayout, { script, server, label = 'Sideseat' }: LayoutOptions): WebexLayout {
  const result = structuredClone(layout);
  const tab = [tabOf(label), tabPanelOf(new URL(script).href, new URL(server).origin)];
  const panels = PERSONAS.map((persona) => panelOf(result[persona])).filter((panel) => panel !== undefined);
  if (panels.length === 0) throw new TypeError('the layout has no area "panel" for agents');
  for (const panel of panels) {
    const others = (panel.children ?? []).filter((child) => !isOurs(child));
    panel.children = [...others, ...tab];
  }
  return result;
}

const tabOf = (label: string): object => ({
  comp: 'md-tab',
  attributes: { slot: 'tab', class: 'widget-pane-tab', 'data-sideseat': 'tab' },
  children: [{ comp: 'span', textContent: label }],
});

const tabPanelOf = (script: string, server: string): object => ({
  comp: 'md-tab-panel',
  attributes: { slot: 'panel', class: 'widget-pane', 'data-sideseat': 'panel' },
  children: [
    {
      comp: 'sideseat-panel',
      script,
      attributes: { server, 'dark-mode': '$STORE.app.darkMode', 'selected-contact': '$STORE.agentContact.selectedTaskId' },
      wrapper: { title: 'Sideseat', maximizeAreaName: 'app-maximize-area' },
    },
  ],
});

const isOurs = (child: object): boolean =>
  'attributes' in child && typeof child.attributes === 'object' && child.attributes !== null && 'data-sideseat' in child.attributes;

function panelOf(persona: unknown): { children?: object[] } | undefined {
  return (persona as { area?: { panel?: { children?: object[] } } } | undefined)?.area?.panel;
}
