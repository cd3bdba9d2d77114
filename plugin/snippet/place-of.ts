/** Where an element is in the page's window, also where it is in a frame of the page. */
export const placeOf = (element: Element): DOMRect => inWindow(element, element.getBoundingClientRect());

/** The same of each of its lines, where it goes over more than one. */
export const placesOf = (element: Element): DOMRect[] => [...element.getClientRects()].map((place) => inWindow(element, place));

function inWindow(element: Element, place: DOMRect): DOMRect {
  for (let frame = frameOf(element); frame; frame = frameOf(frame)) {
    const { left, top } = frame.getBoundingClientRect();
    place.x += left + frame.clientLeft;
    place.y += top + frame.clientTop;
  }
  return place;
}

/** Not beyond the page itself, which may be in a frame of another page of its site. */
function frameOf(element: Element): Element | null {
  const view = element.ownerDocument.defaultView;
  return view === window ? null : (view?.frameElement ?? null);
}
