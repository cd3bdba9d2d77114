import { PageActs } from '../../gateway/cobrowse/act/page-acts.ts';
import type { OpenActing } from './acting.ts';
import { ClickHint } from './click-hint.ts';

/** Acts in the page that it was loaded into. */
export const openActing: OpenActing = ({ getPage, getUse }) => {
  const hint = new ClickHint(document);
  const acts = new PageActs({
    window,
    nodeOf: (id) => getPage()?.nodeOf(id) ?? null,
    // A page that is not told is not judged: nothing of it may be used.
    forbids: (element) => (getPage() ?? UNTOLD).forbids(element),
    get customerOnly() {
      return getUse()?.customerOnly ?? [];
    },
    now: () => performance.now(),
  });
  return {
    act(act) {
      const use = getUse();
      if (!use || !getPage()) return 'notThere';
      hint.hide();
      const refused = acts.act(act);
      if (refused?.reason === 'customerOnly' && refused.element) hint.show(refused.element, use.hint);
      return refused?.reason ?? null;
    },
    stop() {
      acts.stop();
      hint.hide();
    },
  };
};

const UNTOLD = { forbids: () => 'private' as const };
