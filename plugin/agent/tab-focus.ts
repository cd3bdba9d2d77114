/** The tab of this id in a dashboard's shadow root. */
export const tabOf = (root: ParentNode, id: string): HTMLElement | null =>
  root.querySelector<HTMLElement>(`#tab-${CSS.escape(id)}`);

/** Whether the focus is in a session's tab or panel, or in the question before its tab is closed. */
export function isFocusIn(root: DocumentOrShadowRoot | null, sessionId: string): boolean {
  const id = CSS.escape(sessionId);
  return Boolean(root?.activeElement?.closest(`#tab-${id}, #panel-${id}, sideseat-dialog`));
}
