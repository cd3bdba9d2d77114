import { placeOf } from '../../../../gateway/cobrowse/replay/natives.ts';

/** An option of the customer's list, as far as the agent may see it. */
interface ShownOption {
  readonly text: string;
  readonly isChosen: boolean;
  readonly isOff: boolean;
}

export interface OptionListOptions {
  /** Where it is laid, over the list in the frame, in the frame's own CSS pixels. */
  readonly sheet: HTMLElement;
  /** What it is called. */
  readonly label: string;
  /** The options that are chosen now, by their indexes. */
  readonly chosen: (indexes: number[]) => void;
  /** It is gone. */
  readonly closed: () => void;
}

/**
 * A list of our own over one of the customer's: what is in the frame cannot be opened there. It goes with the choice, with Escape, and
 * when it loses the focus.
 */
export function openOptionList(select: HTMLSelectElement, { sheet, label, chosen, closed }: OptionListOptions): () => void {
  const { left, top, width, height } = placeOf(select);
  const own = sheet.ownerDocument.createElement('select');
  own.className = 'options';
  own.ariaLabel = label;
  own.multiple = select.multiple;
  if (select.multiple) own.size = Math.min(8, select.options.length);
  Object.assign(own.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, minHeight: `${height}px` });
  for (const { text, isChosen, isOff } of optionsOf(select)) {
    const option = own.ownerDocument.createElement('option');
    option.text = text;
    option.selected = isChosen;
    option.disabled = isOff;
    own.append(option);
  }
  let isOpen = true;
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    own.remove();
    closed();
  };
  own.addEventListener('change', () => {
    chosen([...own.options].flatMap((option, index) => (option.selected ? [index] : [])));
    if (!own.multiple) close();
  });
  own.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') close();
  });
  own.addEventListener('blur', close);
  sheet.append(own);
  own.focus({ preventScroll: true });
  try {
    own.showPicker();
  } catch {
    // A click opens it.
  }
  return close;
}

const optionsOf = (select: HTMLSelectElement): ShownOption[] =>
  [...select.options].map(({ text, selected, disabled }) => ({ text, isChosen: selected, isOff: disabled }));
