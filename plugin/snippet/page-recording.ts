import { PageRecorder } from '../../gateway/cobrowse/record/page-recorder.ts';
import { pageSchedule } from '../../gateway/cobrowse/record/sliced-work.ts';
import { AgentPointer } from './agent-pointer.ts';
import { HiddenMarks } from './hidden-marks.ts';
import type { Recording, RecordingOptions } from './recording.ts';

/** The recorder over the page that it was loaded into. */
export function openRecording({ masks, send, failed }: RecordingOptions): Recording {
  const recorder = new PageRecorder({
    window,
    policy: masks,
    send,
    now: () => performance.now(),
    schedule: pageSchedule(window),
    stopped: (why) => {
      marks.hide();
      pointer.hide();
      if (why === 'failed') failed();
    },
  });
  const marks = new HiddenMarks(document, () => recorder.hiddenElements);
  const pointer = new AgentPointer(document, (id) => elementIn(recorder.nodeOf(id)));
  recorder.start();
  return {
    resync: () => recorder.resync(),
    point: ({ at, isPressed, name }) => (at ? pointer.show(at, name, isPressed) : pointer.hide()),
    mark: (isShown) => (isShown ? marks.show() : marks.hide()),
    nodeOf: (id) => recorder.nodeOf(id),
    forbids: (element) => recorder.forbids(element),
    stop: () => recorder.stop(),
  };
}

const elementIn = (node: Node | null): Element | null => (node?.nodeType === Node.ELEMENT_NODE ? (node as Element) : null);
