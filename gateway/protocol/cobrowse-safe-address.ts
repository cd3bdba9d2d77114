/** Pictures that every browser draws from their bytes alone. Not SVG, which is markup again. */
const PICTURE = /^data:image\/(?:png|jpeg|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon);base64,[A-Za-z0-9+/]*={0,2}$/;
const FONT = /^data:font\/(?:woff2?|ttf|otf|sfnt|collection);base64,[A-Za-z0-9+/]*={0,2}$/;
const FRAGMENT = /^#[\w.:-]{1,256}$/;

export const isPictureAddress = (address: string): boolean => address.startsWith('data:image/') && PICTURE.test(address);
export const isFontAddress = (address: string): boolean => address.startsWith('data:font/') && FONT.test(address);
/** Of something in the same document. */
export const isFragment = (address: string): boolean => address.startsWith('#') && FRAGMENT.test(address);

/** What a person is told of where a page is: origin and path. Anything but a web address becomes an empty text. */
export function shownAddress(address: string): string {
  const [whole] = /^https?:\/\/[^/?#\s\\@]+(?=[/?#]|$)(?:\/[^?#\s]*)?/i.exec(address) ?? [''];
  return whole;
}
