import { PageRecorder } from '../../gateway/cobrowse/record/page-recorder.ts';
import { pageSchedule } from '../../gateway/cobrowse/record/sliced-work.ts';
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
      if (why === 'failed') failed();
    },
  });
  const marks = new HiddenMarks(document, () => recorder.hiddenElements);
  recorder.start();
  return {
    resync: () => recorder.resync(),
    mark: (isShown) => (isShown ? marks.show() : marks.hide()),
    stop: () => recorder.stop(),
  };
}
