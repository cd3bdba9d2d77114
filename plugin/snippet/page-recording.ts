import { PageRecorder } from '../../gateway/cobrowse/record/page-recorder.ts';
import { pageSchedule } from '../../gateway/cobrowse/record/sliced-work.ts';
import { areMasks, isRecordingOrder } from '../shared/cobrowse/recording-orders.ts';
import { AgentPointer } from './agent-pointer.ts';
import { HiddenMarks } from './hidden-marks.ts';
import { PageActing } from './page-acting.ts';
import type { Recording, RecordingOptions } from './recording.ts';

/** The recorder over the page that it was loaded into. @throws {TypeError} It is not said what the site hides. */
export function openRecording({ masks, send, loadHand }: RecordingOptions): Recording {
  if (!areMasks(masks)) throw new TypeError('masks');
  const recorder = new PageRecorder({
    window,
    policy: masks,
    send: (event) => send({ type: 'page.event', event }),
    now: () => performance.now(),
    schedule: pageSchedule(window),
    stopped: (why) => {
      marks.hide();
      pointer.hide();
      acting.allow(null);
      if (why === 'failed') send({ type: 'page.failed' });
    },
  });
  const marks = new HiddenMarks(document, () => recorder.hiddenElements);
  const pointer = new AgentPointer(document, (id) => elementIn(recorder.nodeOf(id)));
  const acting = new PageActing({ page: recorder, send, loadHand });
  recorder.start();
  return {
    hear(order) {
      if (!isRecordingOrder(order)) return;
      switch (order.type) {
        case 'page.resync':
          return recorder.resync();
        case 'page.pointer':
          return order.at ? pointer.show(order.at, order.name, order.isPressed) : pointer.hide();
        case 'page.use':
          return acting.allow(order.use);
        case 'page.act':
          return void acting.act(order);
        case 'page.mark':
          return order.isShown ? marks.show() : marks.hide();
      }
    },
    stop: () => recorder.stop(),
  };
}

const elementIn = (node: Node | null): Element | null => (node?.nodeType === Node.ELEMENT_NODE ? (node as Element) : null);
