/**
 * The keyboard of a tablist with manual activation: arrows, Home and End move the focus, Enter and Space (a click, as
 * the tabs are buttons) choose. Put it on the tablist as its keydown listener.
 */
export function onTablistKeydown(event: KeyboardEvent): void {
  // With a modifier it is a shortcut of the browser, or of the dashboard.
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const tablist = event.currentTarget as HTMLElement;
  const tabs = [...tablist.querySelectorAll<HTMLElement>('[role="tab"]')];
  const from = tabs.indexOf(event.target as HTMLElement);
  const to = destination(event.key, from, tabs.length);
  if (from < 0 || to === null) return;
  event.preventDefault();
  tabs[to]?.focus();
}

function destination(key: string, from: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (from + 1) % count;
    case 'ArrowLeft':
      return (from + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
