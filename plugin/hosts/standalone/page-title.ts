import type { AgentState } from '../../agent/agent-state.ts';

/** The page's title: how many customers wait, so that it is seen from another tab. */
export function pageTitle({ sessions, account }: Pick<AgentState, 'sessions' | 'account'>): string {
  const waiting = sessions.filter(({ view }) => view.status === 'waiting').length;
  const title = account ? `Sideseat · ${account.company}` : 'Sideseat';
  return waiting > 0 ? `(${waiting}) ${title}` : title;
}
