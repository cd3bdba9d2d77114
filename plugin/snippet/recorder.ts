import { PAGE_VERSION } from '../../gateway/cobrowse/record/recorder-options.ts';
import type { LoadedScript } from './load-script.ts';
import { openRecording } from './page-recording.ts';

/** `/cobrowse/v1/recorder.js`: what the snippet loads once the customer has said OK. */
(document.currentScript as LoadedScript | null)?.takeRecorder?.(openRecording, PAGE_VERSION);
