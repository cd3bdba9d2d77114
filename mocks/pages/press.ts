/** What is pressed before a state of a page is there: a session's tab, then its picture, then a menu's button. */
export interface Press {
  /** The name of the tab. */
  readonly tab?: string;
  /** The picture in front is clicked into. */
  readonly isPictureClicked?: boolean;
  /** The tag of the element that has the menu, and which of its menus it is, from 0. */
  readonly menu?: readonly [tag: string, index: number];
}

/** Presses what is told, and waits until it is there. @throws where there is no such tab or menu */
export async function pressIn(root: Element, { tab, isPictureClicked, menu }: Press): Promise<void> {
  await allUpdated(root);
  if (tab !== undefined) {
    const found = deepElements(root).find((element) => element.role === 'tab' && element.textContent.trim().startsWith(tab));
    pressOn(found, `tab “${tab}”`).blur();
    await allUpdated(root);
  }
  if (isPictureClicked) {
    await clickPicture(root);
    await allUpdated(root);
  }
  if (menu !== undefined) {
    pressOn(await menuButton(root, menu), `menu ${menu[1]} in <${menu[0]}>`);
    await allUpdated(root);
  }
}

/** What controls it is fetched first. */
export async function clickPicture(root: Element): Promise<void> {
  const find = (): HTMLVideoElement | undefined =>
    deepElements(root).find((element): element is HTMLVideoElement => element.localName === 'video' && element.checkVisibility());
  const isReady = (): boolean => {
    const video = find();
    return video !== undefined && video.videoWidth > 0 && video.closest('.armed') !== null;
  };
  for (let round = 0; round < 300 && !isReady(); round++) await new Promise((resolve) => setTimeout(resolve, 10));
  const video = isReady() ? find() : undefined;
  if (!video) throw new Error('there is no picture to click into');
  const { left, top, width, height } = video.getBoundingClientRect();
  const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, pointerId: 1, pointerType: 'mouse', button: 0 };
  video.dispatchEvent(new PointerEvent('pointerdown', { ...at, buttons: 1 }));
  video.dispatchEvent(new PointerEvent('pointerup', at));
}

/** The menu of all tabs comes only when the row has been measured. */
async function menuButton(root: Element, [tag, index]: NonNullable<Press['menu']>): Promise<Element | null | undefined> {
  const find = (): Element | null | undefined => {
    const places = deepElements(root).filter((element) => element.localName === tag && element.shadowRoot);
    const menus = places.flatMap((place) => [...place.shadowRoot!.querySelectorAll('sideseat-menu-button')]);
    return menus[index]?.shadowRoot?.querySelector('button');
  };
  for (let round = 0; round < 100 && !find(); round++) await new Promise((resolve) => setTimeout(resolve, 10));
  return find();
}

/** An element may bring another with its update; three rounds are enough for all of ours. */
export async function allUpdated(root: Element): Promise<void> {
  for (let round = 0; round < 3; round++) {
    for (const element of deepElements(root)) {
      await (element as Element & { updateComplete?: Promise<unknown> }).updateComplete;
    }
  }
}

function pressOn(element: Element | null | undefined, what: string): HTMLElement {
  if (!(element instanceof HTMLElement)) throw new Error(`there is no ${what}`);
  element.click();
  return element;
}

function deepElements(parent: ParentNode): Element[] {
  return [...parent.children].flatMap((child) => [
    child,
    ...(child.shadowRoot ? deepElements(child.shadowRoot) : []),
    ...deepElements(child),
  ]);
}
