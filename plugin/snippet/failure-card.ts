import { createButton } from './help-button.ts';
import type { SnippetTexts } from './texts.ts';

/** What stands in the frame's place while that does not answer. @param closed - The customer has read it */
export function createFailureCard({ failed, close }: SnippetTexts, closed: () => void): HTMLElement {
  const card = document.createElement('div');
  card.setAttribute('role', 'alert');
  card.append(failed, createButton(close, closed));
  return card;
}
