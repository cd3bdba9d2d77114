import type { TemplateResult } from 'lit';
import { nothing } from 'lit';
import type { ShownPicture } from './picture-zoom.ts';
import {
  renderAge,
  renderElsewhere,
  renderFoot,
  renderNotice,
  renderTitle,
  titleOf,
  type FootOptions,
  type WindowPart,
} from './sharing-window-parts.ts';

/**
 * What a sharing window shows, and how it speaks of it: a desktop as a video, or the page itself that a customer shares.
 * Everything else is the same for both.
 */
export interface WindowFace {
  /** The name of the window as a region. */
  label(part: WindowPart): string;
  /** The title as text, for a window of its own. */
  titleOf(part: WindowPart): string;
  renderTitle(part: WindowPart): TemplateResult;
  /** In place of the video; `nothing` where that is what is shown. */
  renderPicture(part: WindowPart): TemplateResult | typeof nothing;
  /** In the place of what is shown, or over it where it is old. */
  renderNotice(part: WindowPart): unknown;
  renderAge(part: WindowPart): unknown;
  renderFoot(part: WindowPart, options: FootOptions): unknown;
  /** What stays here while the window is one of its own. */
  renderElsewhere(part: WindowPart): TemplateResult;
  /** What is shown in `root`, in place of the video there. */
  pictureIn(root: ShadowRoot): ShownPicture | null;
}

/** A desktop, or a window or tab of it. */
export const desktopFace: WindowFace = {
  label: ({ texts }) => texts.t('window.label'),
  titleOf,
  renderTitle,
  renderPicture: () => nothing,
  renderNotice,
  renderAge,
  renderFoot,
  renderElsewhere,
  pictureIn(root) {
    const video = root.querySelector('video');
    return video && { element: video, widthDots: video.videoWidth, heightDots: video.videoHeight };
  },
};
